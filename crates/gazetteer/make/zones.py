"""The time zone database: one principal place for each zone in each country, and its names in CLDR."""

import re
import zlib

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.languages import get_official_languages

from earth import kilometres
from names import LANGUAGES, country_names, folded, names_of
from written import key_of_region

# A place of the same name no further away than this many kilometres is the same place.
NEAR = 100
# One of another name in the same zone is, if it is this near: Papeete, where the zone is called after Tahiti.
NEARER = 30


def read_zones(folder):
    zones = []
    for line in (folder / "zone.tab").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        country, coordinates, zone = line.split("\t")[:3]
        if country == "AQ":
            continue
        latitude, longitude = re.fullmatch(r"([+-]\d+)([+-]\d+)", coordinates).groups()
        zones.append(
            {
                "zone": zone,
                "country": country,
                "latitude": from_sexagesimal(latitude, 2),
                "longitude": from_sexagesimal(longitude, 3),
                "names": names_of_zone(zone, country),
            }
        )
    return zones


def names_of_zone(zone, country):
    """The city's name in English first, then in Spanish and in the country's own languages."""
    plain = zone.rsplit("/", 1)[1].replace("_", " ")
    in_english, in_spanish = (city_of_zone(zone, language) for language in LANGUAGES)
    own_languages = get_official_languages(country, de_facto=True)
    in_own = [city_of_zone(zone, language) for language in own_languages]
    name = in_english or plain
    if folded(name) == folded(country_names(country)[0]):
        return without_doubles([name, in_spanish, *in_own])
    for language, city in [("es", in_spanish), *zip(own_languages, in_own)]:
        # English leaves out the accents of "São Paulo" and "Bogotá" only because the zones' names are in ASCII.
        if language in own_languages and language in ("es", "pt") and folded(city) == folded(name):
            name = city
    return without_doubles([name, plain, in_spanish, *in_own])


def without_doubles(names):
    return [name for name in dict.fromkeys(names) if name]


def city_of_zone(zone, language):
    """The name of the city in this language, or nothing where CLDR has none."""
    try:
        cities = Locale.parse(language).time_zones
    except (UnknownLocaleError, ValueError):
        return ""
    names = (zone, *FIRST_NAMES.get(zone, ()))
    return next((cities[name]["city"] for name in names if "city" in cities.get(name, {})), "")


def first_names_of_zones():
    """CLDR keeps the names of cities under the name their zone had first: Asia/Calcutta for Asia/Kolkata."""
    first_names = {}
    for older, newer in get_global("zone_aliases").items():
        first_names.setdefault(newer, []).append(older)
        first_names.setdefault(older, []).append(newer)
    return first_names


FIRST_NAMES = first_names_of_zones()


def from_sexagesimal(text, digits_of_degrees):
    sign = -1 if text[0] == "-" else 1
    degrees, rest = text[1 : 1 + digits_of_degrees], text[1 + digits_of_degrees :]
    return sign * (int(degrees) + int(rest[:2]) / 60 + int(rest[2:] or 0) / 3600)


def add_names_of_zones(places, zones):
    """Gives "Wien" the names CLDR has for the zone Europe/Vienna, and returns the zones whose place is missing."""
    by_country = {}
    for place in sorted(places, key=lambda place: -place["population"]):
        by_country.setdefault(place["country"], []).append((place, {folded(name) for name in names_of(place)}))
    missing = []
    for zone in zones:
        largest_first = by_country.get(zone["country"], [])
        city = place_of_zone(zone, largest_first)
        if city:
            city["others"] += zone["names"]
        else:
            missing.append(zone)
    return missing


def place_of_zone(zone, largest_first):
    wanted = {folded(name) for name in zone["names"]}
    near = [(place, names) for place, names in largest_first if kilometres(place, zone) < NEAR]
    of_that_name = (place for place, names in near if wanted & names)
    of_another_name = (
        place for place, _ in near if place["zone"] == zone["zone"] and kilometres(place, zone) < NEARER
    )
    return next(of_that_name, None) or next(of_another_name, None)


def places_of_zones(zones, regions):
    places = []
    for zone in zones:
        # "Knox, Indiana" names its state.
        name, _, region = zone["names"][0].partition(", ")
        places.append(
            {
                # Far above the numbers of all other places, so that keys of the two never meet.
                "id": zlib.crc32(zone["zone"].encode()) | 0x8000_0000,
                "name": name,
                "others": [other for other in zone["names"][1:] if "," not in other],
                "country": zone["country"],
                "region": key_of_region(zone["country"], region, regions),
                "latitude": zone["latitude"],
                "longitude": zone["longitude"],
                "zone": zone["zone"],
                "population": 0,
            }
        )
    return places
