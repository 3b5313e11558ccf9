"""The reference data is found in a checkout, in an editable install and in a wheel."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from dashboard import resources
from dashboard.errors import ResourceError

ROOT = Path(__file__).resolve().parent.parent
PROBE = "from dashboard.resources import folder; print(folder('data')); print(folder('assets'))"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True, text=True)
    return next(out.glob("*.whl"))


def found_by(*, path: Path, cwd: Path) -> list[Path]:
    """The folders that a fresh, isolated interpreter finds with ``path`` first on its search path."""
    code = f"import sys; sys.path.insert(0, {str(path)!r}); {PROBE}"
    done = subprocess.run(
        [sys.executable, "-I", "-c", code], check=True, capture_output=True, text=True, cwd=cwd
    )
    return [Path(line) for line in done.stdout.splitlines()]


def test_in_a_checkout(tmp_path: Path) -> None:
    assert found_by(path=ROOT, cwd=tmp_path) == [ROOT / "data", ROOT / "assets"]


def test_in_an_editable_install_a_stale_copy_elsewhere_does_not_win(tmp_path: Path) -> None:
    for name in ("_data", "_assets"):
        (tmp_path / "dashboard" / name).mkdir(parents=True)
    code = f"import sys; sys.path[:0] = [{str(ROOT)!r}, {str(tmp_path)!r}]; {PROBE}"
    done = subprocess.run([sys.executable, "-I", "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.splitlines() == [str(ROOT / "data"), str(ROOT / "assets")]


def test_in_a_wheel(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    package = tmp_path / "site" / "dashboard"
    assert found_by(path=tmp_path / "site", cwd=tmp_path) == [package / "_data", package / "_assets"]
    assert (package / "_data" / "CODEBOOK.md").is_file()


def test_the_wheel_holds_the_package_its_data_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.split("/")[0] for name in archive.namelist()}
        stray = [n for n in archive.namelist() if n.endswith((".sqlite", ".db", ".parquet", ".pyc"))]
    assert {top for top in tops if not top.endswith(".dist-info")} == {"dashboard"}
    assert stray == []
    assert wheel.stat().st_size < 60_000_000


def test_what_is_missing_is_named() -> None:
    with pytest.raises(ResourceError, match=r"data/no/such\.csv"):
        resources.file("no/such.csv")
