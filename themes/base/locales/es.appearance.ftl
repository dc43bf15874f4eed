room-look = Aspecto
room-look-heading = El aspecto del sitio
