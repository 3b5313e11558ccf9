"""Towns of recent wars resolve in the letters of their countries and in the spellings of the press."""

import pytest

from dashboard.geocoding.distance import distance_km
from dashboard.geocoding.offline import OfflineGeocoder


@pytest.mark.parametrize(
    ("written", "latitude", "longitude"),
    [
        ("Сєвєродонецьк", 48.95, 38.49),
        ("Северодонецк", 48.95, 38.49),
        ("Сєверодонецьк", 48.95, 38.49),
        ("Лисичанськ", 48.90, 38.43),
        ("Лисичанск", 48.90, 38.43),
        ("Бахмут", 48.59, 38.00),
        ("Артёмовск", 48.59, 38.00),
        ("Артемівськ", 48.59, 38.00),
        ("Угледар", 47.78, 37.25),
        ("Вугледар", 47.78, 37.25),
        ("Вугледара", 47.78, 37.25),
        ("Авдіївка", 48.14, 37.74),
        ("Авдеевка", 48.14, 37.74),
        ("Мар'їнка", 47.94, 37.50),
        ("Марьинка", 47.94, 37.50),
        ("Маріуполь", 47.10, 37.54),
        ("Мариуполь", 47.10, 37.54),
        ("Мелітополь", 46.85, 35.37),
        ("Соледар", 48.68, 38.09),
        ("Бердянск", 46.76, 36.80),
        ("Херсон", 46.66, 32.62),
        ("Изюм", 49.21, 37.26),
        ("Ізюм", 49.21, 37.26),
        ("Купянск", 49.71, 37.61),
        ("Куп'янськ", 49.71, 37.61),
        ("Краматорск", 48.72, 37.56),
        ("Буча", 50.55, 30.21),
        ("Чернігів", 51.51, 31.28),
        ("Волноваха", 47.60, 37.50),
        ("Донецк", 48.02, 37.80),
        ("Луганск", 48.57, 39.31),
        ("Грозный", 43.31, 45.69),
        ("Гудермес", 43.35, 46.10),
        ("Аргун", 43.29, 45.87),
        ("Шатой", 42.87, 45.69),
        ("Шали", 43.15, 45.90),
        ("Беслан", 43.19, 44.54),
        ("Назрань", 43.22, 44.77),
        ("Белгород", 50.60, 36.59),
        ("Суджа", 51.19, 35.27),
        ("حلب", 36.20, 37.16),
        ("الرقة", 35.95, 39.01),
        ("الرقه", 35.95, 39.01),
        ("دير الزور", 35.34, 40.14),
        ("ديرالزور", 35.34, 40.14),
        ("إدلب", 35.93, 36.63),
        ("ادلب", 35.93, 36.63),
        ("حمص", 34.73, 36.71),
        ("حماة", 35.13, 36.75),
        ("درعا", 32.62, 36.11),
        ("القامشلي", 37.05, 41.23),
        ("قامشلي", 37.05, 41.23),
        ("الحسكة", 36.50, 40.75),
        ("تدمر", 34.56, 38.28),
        ("عفرين", 36.51, 36.87),
        ("منبج", 36.53, 37.95),
        ("الموصل", 36.34, 43.12),
        ("تكريت", 34.61, 43.68),
        ("الفلوجة", 33.35, 43.78),
        ("الرمادي", 33.43, 43.30),
        ("كركوك", 35.47, 44.39),
        ("سنجار", 36.32, 41.86),
        ("صنعاء", 15.35, 44.21),
        ("عدن", 12.79, 45.03),
        ("تعز", 13.58, 44.02),
        ("الحديدة", 14.80, 42.95),
        ("الحُدَيْدَة", 14.80, 42.95),
        ("مأرب", 15.46, 45.33),
        ("المكلا", 14.54, 49.12),
        ("سرت", 31.21, 16.59),
        ("مصراتة", 32.38, 15.09),
        ("بنغازي", 32.12, 20.07),
        ("طرابلس", 32.89, 13.19),
        ("درنة", 32.77, 22.64),
        ("سبها", 27.04, 14.43),
        ("Metyolkine", 48.93, 38.56),
        ("Bakhmout", 48.59, 38.00),
        ("Severodonezk", 48.95, 38.49),
        ("Lyssytchansk", 48.90, 38.43),
        ("Avdiïvka", 48.14, 37.74),
        ("Marioupol", 47.10, 37.54),
        ("Kramatorsk", 48.72, 37.56),
        ("Vouhledar", 47.78, 37.25),
        ("Awdijiwka", 48.14, 37.74),
        ("Mykolayiv", 46.97, 32.00),
        ("Deir Ezzor", 35.34, 40.14),
        ("Deir al-Zor", 35.34, 40.14),
        ("Dayr az-Zawr", 35.34, 40.14),
        ("Raqqah", 35.95, 39.01),
        ("Mosoul", 36.34, 43.12),
        ("Kamishli", 37.05, 41.23),
        ("Qamichli", 37.05, 41.23),
        ("Taizz", 13.58, 44.02),
        ("Hodeida", 14.80, 42.95),
        ("Hodeidah", 14.80, 42.95),
        ("Misurata", 32.38, 15.09),
        ("Misratah", 32.38, 15.09),
        ("Sirt", 31.21, 16.59),
        ("Benghasi", 32.12, 20.07),
        ("Fallouja", 33.35, 43.78),
        ("Falludja", 33.35, 43.78),
        ("Idleb", 35.93, 36.63),
        ("Ma'arat al-Numan", 35.64, 36.68),
        ("Maaret al-Noman", 35.64, 36.68),
        ("Khan Sheikhoun", 35.44, 36.65),
        ("Saraqib", 35.86, 36.80),
        ("Groznyj", 43.31, 45.69),
        ("Goudermes", 43.35, 46.10),
        ("Sindjar", 36.32, 41.86),
        ("Tikrit", 34.61, 43.68),
        ("Raqa, Syria", 35.95, 39.01),
    ],
)
def test_town(written: str, latitude: float, longitude: float) -> None:
    found = OfflineGeocoder().geocode(written)
    assert found is not None
    assert distance_km(found.latitude, found.longitude, latitude, longitude) <= 5


@pytest.mark.parametrize(
    "written",
    """Petrenko Biden Guterres Erdogan Netanyahu Shoigu Gerasimov Prigozhin Haniyeh Macron missile ceasefire
    government yesterday Xqzwvk Brrtlpq Asdfghjkl Qwertyuiopolis Обама Путин перемирие صاروخ الرئيس أوباما
    Бахmut 北京北京""".split(),
)
def test_names_of_no_place(written: str) -> None:
    assert OfflineGeocoder().geocode(written) is None


def test_a_spelling_is_looked_for_within_its_holder() -> None:
    geocoder = OfflineGeocoder()
    assert geocoder.geocode("Metyolkine, Kharkiv Oblast, Ukraine") is None
    found = geocoder.geocode("Metyolkine, Luhansk Oblast, Ukraine")
    assert found is not None
    assert found.raw["match"] == "fuzzy"
    assert geocoder.geocode("Вугледара", country_codes="SY") is None
