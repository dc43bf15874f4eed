room-posts = Entradas
room-posts-heading = Entradas
room-pages = Páginas
room-pages-heading = Páginas
