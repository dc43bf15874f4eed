room-leaving = Llevárselo
room-leaving-heading = Llevarse el sitio
