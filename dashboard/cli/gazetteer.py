"""``gazetteer``: look a name up, add places, build a larger index."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.cli.gazetteer_build import build
from dashboard.cli.options import settings
from dashboard.cli.output import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.geocoding.additions import Addition
    from dashboard.geocoding.candidates import Candidate
    from dashboard.geocoding.gazetteer import Gazetteer

EXAMPLE = "conflict-events gazetteer find Bakhmut"
_MOST = 10


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(
        help="Look place names up, add places of your own, build an index from full GeoNames.",
        epilog=f"Example: {EXAMPLE}",
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    group.command("find", epilog=f"Example: {EXAMPLE}")(find)
    group.command("info", epilog="Example: conflict-events gazetteer info")(info)
    group.command("add", epilog="Example: conflict-events gazetteer add places.csv")(add)
    group.command("remove", epilog="Example: conflict-events gazetteer remove Krynky --country UA")(remove)
    group.command("build", epilog="Example: conflict-events gazetteer build --geonames allCountries.zip")(
        build
    )
    app.add_typer(group, name="gazetteer")


def find(
    name: Annotated[str, typer.Argument(help="A place name, in any of its spellings.", show_default=False)],
    country: Annotated[
        str | None,
        typer.Option(metavar="CODE", help="Only in this country: its ISO 3166-1 code or English name."),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help=f"All places, not the best {_MOST}.")] = False,
) -> None:
    """Print the places that a name may mean, best first.

    The order is that without any context; an article's other places change it. The status is 1 where there
    is none, and the reason is said.
    """
    from dashboard.geocoding.candidates import candidates, fuzzy_candidates
    from dashboard.geocoding.gazetteer import Gazetteer
    from dashboard.geocoding.ranking import rank

    gazetteer = Gazetteer.open()
    code = _country(gazetteer, country)
    known = candidates(gazetteer, name)
    found = [c for c in known if code is None or gazetteer.country_code(c.key) == code]
    found = found or list(fuzzy_candidates(gazetteer, name, [code] if code else None))
    if not found:
        sys.stderr.write(_why_none(gazetteer, name, code, known))
        raise typer.Exit(1)
    ranked = [candidate for _, candidate in rank(gazetteer, found)]
    shown = ranked if every else ranked[:_MOST]
    for candidate in shown:
        typer.echo(_line(gazetteer, candidate))
    if len(shown) < len(ranked):
        typer.echo(f"and {len(ranked) - len(shown)} more: --all")


def _country(gazetteer: "Gazetteer", written: str | None) -> str | None:
    if written is None:
        return None
    code = gazetteer.country_named(written)
    if code is None:
        raise typer.BadParameter(
            f"no country {written!r} is known; give its ISO 3166-1 code", param_hint="--country"
        )
    return code


def _line(gazetteer: "Gazetteer", candidate: "Candidate") -> str:
    place = gazetteer.place(candidate.key)
    nation = gazetteer.country(place.country) if place.country else None
    within = (place.admin2, place.admin1_name, nation.name if nation else None)
    holders = dict.fromkeys(part for part in within if part)
    facts: list[str] = [f"{place.latitude:.4f}, {place.longitude:.4f}", place.feature_code]
    if place.population:
        facts.append(f"{place.population:,} inhabitants")
    if place.radius_km:
        facts.append(f"within {place.radius_km:.0f} km")
    facts.append(f"geonameid {place.geonameid}" if place.geonameid else "no geonameid")
    facts.append(candidate.match.value + (f" {candidate.similarity:.2f}" if candidate.similarity < 1 else ""))
    if gazetteer.is_own(candidate.key):
        facts.append("your own")
    return plain(", ".join([place.name, *holders])) + "\n    " + " · ".join(facts)


def _why_none(gazetteer: "Gazetteer", name: str, code: str | None, known: "Sequence[Candidate]") -> str:
    if known:
        places = sorted({gazetteer.country_code(c.key) or "no country" for c in known})
        listed = ", ".join(places[:12]) + (", ..." if len(places) > 12 else "")
        return f"none in {code}: of this name {len(known)} are known, in {listed}\n"
    where = f" in {code}" if code else ""
    return (
        f"none: {plain(name)!r} is no name of a place that the gazetteer knows, and no spelling{where} is "
        "close enough to one. Add it with `conflict-events gazetteer add`, or build a larger index.\n"
    )


def info() -> None:
    """Say which index is in use, what is in it, and whether it is whole."""
    from dashboard.geocoding.index_facts import index_facts

    facts = index_facts(thorough=True)
    why = {
        "shipped": "the one that ships",
        "built": "built on this machine",
        "named": "named by CONFLICT_EVENTS_GAZETTEER",
    }[facts.kind]
    typer.echo(f"index     {facts.path} ({why})")
    typer.echo(f"holds     {facts.places:,} places, {facts.names:,} names, {facts.size / 1e6:.1f} MB")
    if facts.built:
        typer.echo(f"built     {facts.built} from {', '.join(facts.sources)}; features {facts.features}")
        typer.echo(f"rejected  {facts.rejected:,} rows")
    if not facts.current:
        typer.echo("! stands on tables of another version of this package; build it again")
    own = f"{facts.own:,} in {facts.additions}" if facts.additions else "none"
    typer.echo(f"your own  {own}")
    typer.echo("sources   GeoNames (CC BY 4.0), airportsdata (MIT), tables of this package")


Tables = Annotated[
    list[Path],
    typer.Argument(
        metavar="PLACES.CSV",
        help="Tables with the columns name, latitude, longitude, and where known country, admin1, "
        "feature_code, population, aliases (parted by semicolons), radius_km, geonameid.",
        show_default=False,
    ),
]


def add(tables: Tables) -> None:
    """Add places of your own; they win over others of their name.

    A row of the same name, country and division as one added before takes its place. Rows that cannot be
    taken are named, the others are kept, and the status is 1. Articles that were read before keep the places
    they have until they are read again.
    """
    if not keep_additions(tables):
        raise typer.Exit(1)


def keep_additions(tables: "Sequence[Path]") -> bool:
    """Keep the places of tables, and say so; whether all rows could be taken."""
    from dashboard.geocoding import installed
    from dashboard.geocoding.additions import keep, merged, read_additions

    path, kept, areas = _kept()
    new: list[Addition] = []
    failed = 0
    for table in tables:
        good, bad = read_additions(table, areas)
        new += good
        failed += len(bad)
        for row in bad:
            sys.stderr.write(f"{table.name}, line {row.line}: {plain(row.reason)}\n")
    places = merged(kept, new)
    keep(path, places)
    installed.changed()
    refused = f", {failed} refused" if failed else ""
    typer.echo(f"{len(new):,} places taken{refused}; {len(places):,} of your own in {path}.")
    return not failed


def _kept() -> "tuple[Path, list[Addition], Gazetteer]":
    """The file of own places, those in it, and the index in use without them."""
    from dashboard.geocoding import installed
    from dashboard.geocoding.additions import kept_additions
    from dashboard.geocoding.gazetteer import Gazetteer

    path = settings().gazetteer_folder / installed.ADDITIONS_NAME
    areas = Gazetteer.open(installed.installed().index)
    return path, kept_additions(path, areas) if path.exists() else [], areas


def remove(
    name: Annotated[str | None, typer.Argument(help="Name of a place you added.", show_default=False)] = None,
    country: Annotated[str | None, typer.Option(metavar="CODE", help="Only the one in this country.")] = None,
    every: Annotated[bool, typer.Option("--all", help="All places you added.")] = False,
) -> None:
    """Remove places of your own. Those of the index stay."""
    from dashboard.geocoding import installed
    from dashboard.geocoding.additions import keep
    from dashboard.geocoding.folding import fold

    path = settings().gazetteer_folder / installed.ADDITIONS_NAME
    if every == (name is not None):
        raise typer.BadParameter("give the name of a place, or --all")
    if every:
        keep(path, [])
        installed.changed()
        typer.echo("All places of your own are removed.")
        return
    path, kept, areas = _kept()
    code = _country(areas, country)
    left = [p for p in kept if fold(p.name) != fold(name or "") or (code and p.country != code)]
    if len(left) == len(kept):
        raise typer.BadParameter(f"no place of your own is called {name!r}" + (f" in {code}" if code else ""))
    keep(path, left)
    installed.changed()
    typer.echo(f"{len(kept) - len(left)} removed; {len(left)} of your own are left.")
