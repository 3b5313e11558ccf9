"""Which of GeoNames' features go into a built index."""

import re
from dataclasses import dataclass

from dashboard.errors import InputError

CLASSES = "AHLPRSTUV"
#: Classes as a whole, and of the others the features that news name. Left out: divisions and towns that are
#: history or lie within another of the same name, springs, wells, fields, farms, shops, streets.
DEFAULT = (
    "P,A.ADM1,A.ADM2,A.ADM3,A.ADMD,A.LTER,A.PCL,A.PCLD,A.PCLF,A.PCLH,A.PCLI,A.PCLIX,A.PCLS,A.TERR,A.ZN,A.ZNB,"
    "H.BAY,H.BGHT,H.CHN,H.CHNM,H.CNL,H.ESTY,H.FJD,H.GULF,H.HBR,H.INLT,H.LGN,H.LK,H.LKI,H.LKN,H.LKS,H.MRSH,"
    "H.OCN,H.RF,H.RSV,H.SD,H.SEA,H.SHOL,H.STM,H.STMD,H.STMI,H.STMS,H.STRT,H.SWMP,H.WAD,H.WTLD,"
    "L.AREA,L.BTL,L.CONT,L.CST,L.GASF,L.INDS,L.LCTY,L.MILB,L.MNA,L.MVA,L.NVB,L.OAS,L.OILF,L.PRK,L.PRT,L.RES,"
    "L.RESN,L.RESV,L.RESW,L.RGN,L.RGNE,L.RGNH,L.RNGA,L.TRB,R.OILP,R.RD,R.TNL,"
    "S.AIRB,S.AIRF,S.AIRH,S.AIRP,S.AIRQ,S.BDG,S.BRKS,S.BUSTN,S.CMP,S.CMPLA,S.CMPRF,S.CTRA,S.CTRS,S.DAM,S.DIP,"
    "S.FCL,S.FT,S.GATE,S.GOSP,S.HSP,S.HSTS,S.INSM,S.MFGM,S.MN,S.MNAU,S.MNC,S.MNCU,S.MNFE,S.MNMT,S.MSQE,S.OILR,"
    "S.OILT,S.PAL,S.PP,S.PRN,S.PS,S.PSH,S.PSN,S.PSTB,S.PSTC,S.PSTP,S.RSTN,S.SQR,S.STDM,S.STNC,S.STNM,S.TRMO,"
    "S.UNIV,T.ATOL,T.CAPE,T.CNYN,T.CRDR,T.DLTA,T.DSRT,T.ERG,T.GAP,T.GRGE,T.HDLD,T.HLL,T.HLLS,T.ISL,T.ISLF,"
    "T.ISLS,T.ISTH,T.MT,T.MTS,T.PASS,T.PEN,T.PK,T.PLAT,T.PLN,T.PT,T.RDGE,T.SPUR,T.UPLD,T.VAL,T.VALS,V.FRST"
)
_ENTRY = re.compile(rf"([{CLASSES}])(?:\.([A-Z0-9]+))?")


@dataclass(frozen=True, slots=True)
class Features:
    """Classes that are taken as a whole, and codes that are taken of the others."""

    classes: frozenset[str]
    codes: frozenset[str]

    @classmethod
    def of(cls, written: str) -> "Features":
        """Read "P,A,H.STM"; "default" and "all" are known. Raises InputError."""
        text = {"default": DEFAULT, "all": ",".join(CLASSES)}.get(written.strip().lower(), written.upper())
        entries = [entry.strip() for entry in text.split(",") if entry.strip()]
        found = [_ENTRY.fullmatch(entry) for entry in entries]
        wrong = next((e for e, match in zip(entries, found, strict=True) if match is None), None)
        if wrong is not None or not entries:
            raise InputError(
                f"{wrong or written!r} names no features; give classes ({', '.join(CLASSES)}) or codes "
                "such as H.STM, parted by commas, or `all`"
            )
        pairs = [match.groups() for match in found if match]
        return cls(
            frozenset(group for group, code in pairs if code is None),
            frozenset(code for _, code in pairs if code is not None),
        )

    def takes(self, feature_class: str, code: str) -> bool:
        """Whether a place of this class and code goes in."""
        return feature_class in self.classes or code in self.codes

    def __str__(self) -> str:
        return ",".join([*sorted(self.classes), *sorted(self.codes)])
