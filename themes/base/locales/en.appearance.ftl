room-look = Look
room-look-heading = How the site looks
