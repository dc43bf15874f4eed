"""Flags what a slip of the hand would leave in the written places."""

from earth import kilometres, lies_in
from names import folded

# Kilometres within which the places of a zone lie from the one after which the zone is called.
FURTHEST = 1_000
FURTHEST_IN = {
    "Africa/Algiers": 1_500,
    "Africa/Johannesburg": 1_300,
    "Africa/Lagos": 1_250,
    "Africa/Lubumbashi": 1_400,
    "Africa/Maputo": 1_400,
    "America/Argentina/Catamarca": 2_000,
    "America/Argentina/Salta": 2_000,
    "America/Bogota": 1_100,
    "America/Chicago": 2_000,
    "America/Denver": 1_250,
    "America/Fortaleza": 1_050,
    "America/Lima": 1_050,
    "America/Los_Angeles": 1_700,
    "America/New_York": 2_000,
    "America/Santiago": 1_700,
    "America/Sao_Paulo": 1_100,
    "Asia/Ho_Chi_Minh": 1_200,
    "Asia/Jakarta": 1_850,
    "Asia/Jayapura": 1_400,
    "Asia/Karachi": 1_150,
    "Asia/Kolkata": 2_000,
    "Asia/Shanghai": 2_950,
    "Asia/Tokyo": 1_600,
    "Australia/Brisbane": 1_400,
    "Australia/Darwin": 1_300,
    "Australia/Perth": 1_700,
    "Europe/Istanbul": 1_300,
    "Europe/Moscow": 1_600,
    "Europe/Oslo": 1_200,
    "Pacific/Auckland": 1_200,
}
# The time zone database gives Kosovo no zone of its own.
ZONES_OF_COUNTRIES_IT_DOES_NOT_LIST = {"XK": "Europe/Belgrade"}
# A place that the time zone database has too may be this many kilometres from where it puts it.
TOO_FAR_FROM_ITSELF = 25


def find_problems(places, regions, zones, boxes):
    """Sentences, one for each thing that cannot be right."""
    zones_by_country = {}
    for zone in zones:
        zones_by_country.setdefault(zone["country"], []).append(zone)
    for country, zone in ZONES_OF_COUNTRIES_IT_DOES_NOT_LIST.items():
        zones_by_country[country] = [known for known in zones if known["zone"] == zone]
    problems = []
    for place in places:
        found = [
            *problems_of_zone(place, zones_by_country.get(place["country"], [])),
            *problems_of_boxes(place, regions, boxes),
            *problems_of_numbers(place),
        ]
        problems += [f"{place['name']}, {place['region'] or place['country']}: {problem}." for problem in found]
    return [*problems, *problems_of_doubles(places)]


def problems_of_zone(place, zones):
    """`zones` are those of the place's country."""
    zone = next((zone for zone in zones if zone["zone"] == place["zone"]), None)
    if zone is None:
        yield f"{place['country']} has no time zone {place['zone']}"
        return
    away = kilometres(place, zone)
    if away > FURTHEST_IN.get(place["zone"], FURTHEST):
        yield f"{away:.0f} km is far from the principal place of {place['zone']}"
    if is_called_after(zone, place) and away > TOO_FAR_FROM_ITSELF:
        yield f"the time zone database has it {away:.0f} km away"
    for other in zones:
        if other is not zone and is_called_after(other, place) and kilometres(place, other) <= TOO_FAR_FROM_ITSELF:
            yield f"the time zone {other['zone']} is called after it, and not {place['zone']}"


def is_called_after(zone, place):
    return folded(place["name"]) in map(folded, zone["names"])


def problems_of_boxes(place, regions, boxes):
    country, region = place["country"], regions[place["region"]][0]
    has_boxes_for_regions = any(name for of_country, name in boxes if of_country == country)
    for name in dict.fromkeys(["", region]):
        box = boxes.get((country, name))
        if box and not lies_in(place, box):
            yield f"{place['latitude']}, {place['longitude']} is outside {name or country}"
        if not box and (not name or has_boxes_for_regions):
            yield f"boxes.tsv says nothing about {name or country}"


def problems_of_numbers(place):
    if place["population"] <= 0:
        yield "nobody lives there"
    for degrees in (place["latitude"], place["longitude"]):
        if abs(degrees * 20 - round(degrees * 20)) > 1e-6:
            yield f"{degrees} is finer than a twentieth of a degree"


def problems_of_doubles(places):
    seen = {}
    for place in places:
        key = (folded(place["name"]), place["region"], place["country"])
        if key in seen:
            yield f"{place['name']}, {place['region'] or place['country']}: it is there twice."
        seen[key] = place
