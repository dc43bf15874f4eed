room-library = Biblioteca
room-library-heading = Imágenes y archivos
