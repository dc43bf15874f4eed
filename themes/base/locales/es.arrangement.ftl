room-topics = Temas
room-topics-heading = Temas y etiquetas
room-menus = Menús
room-menus-heading = Menús
room-figures = Cómo va
room-figures-heading = Cómo va
