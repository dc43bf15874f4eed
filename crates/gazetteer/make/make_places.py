#!/usr/bin/env python3
"""Make places.bin, the file of places the gazetteer answers from.

    python3 -m pip install -r requirements.txt
    python3 make_places.py                        # the places written down in places/*.tsv
    python3 make_places.py --geonames FOLDER      # the towns of GeoNames

The written places are checked first: a place outside its country, in a time zone its country does not have, or there
twice is named, and nothing is made. To them come the principal places of the time zone database that are not written.

FOLDER holds files as GeoNames publishes them, unpacked:

    cities5000.txt          towns of 5,000 people and more (or cities1000.txt, cities15000.txt: the longest is taken)
    admin1CodesASCII.txt    names of states and provinces
    alternateNamesV2.txt    optional: names in Spanish and English for every town, instead of guesses for large ones

Country names, and the names of the cities after which time zones are called, come from CLDR through Babel.
The same input makes the same file.
"""

import argparse
import re
import sys
import zlib
from pathlib import Path

import geonames
import written
from checks import find_problems
from names import clean, country_names, other_names
from zones import add_names_of_zones, places_of_zones, read_zones

HERE = Path(__file__).resolve().parent
FIRST_LINE = "umbel places 1"
SECTION = "\x1d"


def main():
    arguments = read_arguments()
    zones = read_zones(arguments.tzdata)
    if arguments.geonames:
        places, regions = geonames.read_geonames(arguments.geonames, arguments.least_population)
        add_names_of_zones(places, zones)
    else:
        places, regions = read_written_places(zones)
    packed = pack(places, regions)
    if len(packed) > arguments.most_bytes:
        sys.exit(f"{len(packed):,} bytes are more than {arguments.most_bytes:,}; raise --least-population.")
    arguments.output.write_bytes(packed)
    print(f"{len(places):,} places, {len(packed):,} bytes: {arguments.output}")


def read_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--geonames", type=Path, help="folder with the files of GeoNames")
    parser.add_argument("--tzdata", type=Path, default=Path("/usr/share/zoneinfo"), help="folder with zone.tab")
    parser.add_argument("--least-population", type=int, default=5_000)
    parser.add_argument("--most-bytes", type=int, default=1_500_000)
    parser.add_argument("--output", type=Path, default=HERE.parent / "places.bin")
    return parser.parse_args()


def read_written_places(zones):
    places, regions = written.read_places(HERE)
    problems = find_problems(places, regions, zones, written.read_boxes(HERE / "boxes.tsv"))
    if problems:
        sys.exit("\n".join([*problems, f"{len(problems)} to put right in {HERE}."]))
    missing = add_names_of_zones(places, zones)
    return places + places_of_zones(missing, regions), regions


# Writing: the sections and their order are read by src/decode.rs.


def pack(places, region_names):
    places = sorted(places, key=lambda place: place["id"])
    if len({place["id"] for place in places}) < len(places):
        sys.exit("Two places have the same number.")
    zones = sorted({place["zone"] for place in places})
    countries = sorted({place["country"] for place in places})
    regions = sorted({(place["country"], place["region"]) for place in places})
    zone_numbers = {zone: number for number, zone in enumerate(zones)}
    country_numbers = {country: number for number, country in enumerate(countries)}
    region_numbers = {region: number for number, region in enumerate(regions)}
    ids = [0, *(place["id"] for place in places)]
    sections = [
        [FIRST_LINE],
        zones,
        [cells(*map(one, [country, *country_names(country)])) for country in countries],
        [
            cells([country_numbers[country]], one(code_of(region)), region_names.get(region, [""]))
            for country, region in regions
        ],
        [after - before for before, after in zip(ids, ids[1:])],
        [clean(place["name"]) for place in places],
        [region_numbers[place["country"], place["region"]] for place in places],
        [zone_numbers[place["zone"]] for place in places],
        [round(place["latitude"] * 1000) for place in places],
        [round(place["longitude"] * 1000) for place in places],
        [three_digits(place["population"]) for place in places],
        ["|".join(other_names(place)) for place in places],
    ]
    text = SECTION.join("\n".join(map(str, section)) for section in sections)
    return zlib.compress(text.encode("utf-8"), 9)


def one(name):
    return [name]


def code_of(region):
    """The part people write, "ME" of "US.ME"; numbers mean nothing to them."""
    code = region.partition(".")[2]
    return code if re.fullmatch("[A-Z]{2,3}", code) else ""


def three_digits(population):
    """Populations only put places in order; the last digits would cost a tenth of the file."""
    return int(float(f"{population:.3g}"))


def cells(*cells_with_names):
    return "\t".join("|".join(clean(str(name)) for name in names) for names in cells_with_names)


if __name__ == "__main__":
    main()
