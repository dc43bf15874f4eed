room-leaving = Take it along
room-leaving-heading = Take the site along
