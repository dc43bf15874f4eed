"""Distances and boxes on the globe."""

from math import asin, cos, radians, sin, sqrt


def kilometres(one, other):
    """Between two things that have a latitude and a longitude."""
    north_south = radians(one["latitude"] - other["latitude"])
    east_west = radians(one["longitude"] - other["longitude"])
    scale = cos(radians(one["latitude"])) * cos(radians(other["latitude"]))
    return 12_742 * asin(sqrt(sin(north_south / 2) ** 2 + scale * sin(east_west / 2) ** 2))


def lies_in(place, box):
    south, north, west, east = box
    return south <= place["latitude"] <= north and west <= place["longitude"] <= east
