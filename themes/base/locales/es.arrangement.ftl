# Orden: temas, menús, páginas. Cómo va. Dónde se ven las cosas.
room-events = Eventos
room-events-heading = Eventos
room-topics = Temas
room-topics-heading = Temas y etiquetas
room-menus = Menús
room-menus-heading = Menús
room-figures = Cómo va
room-figures-heading = Cómo va

arrange-up = Subir
arrange-down = Bajar
arrange-in = Poner debajo de la línea anterior
arrange-out = Sacar un nivel
arrange-undo = Deshacer el último cambio
arrange-stale = Alguien lo cambió mientras tanto. Mira cómo está ahora e inténtalo otra vez.
arrange-grip = Mover
arrange-hint = Pulsa Intro para cogerla.
arrange-grabbed = Cogida. Las flechas la mueven, Intro la suelta, Escape la devuelve.
arrange-moved = Lugar
arrange-beneath = debajo de
arrange-dropped = Suelta.
arrange-cancelled = Está otra vez donde estaba.
arrange-saving = Guardando …
arrange-failed = No se pudo guardar. Mira tu conexión y vuelve a cargar esta página.
arrange-state-draft = Borrador
arrange-state-pending = Espera revisión
arrange-state-scheduled = Programado
arrange-state-published = Publicado
arrange-state-private = Solo miembros
arrange-state-password = Con contraseña
arrange-state-trashed = En la papelera

topics-lead = De qué tratan tus entradas. Los temas son los mismos en toda tu red; las etiquetas son palabras tuyas.
topics-lead-above = Los temas que se ofrecen a todos los de abajo. Pocos que todo el mundo entienda valen más que muchos.
topics-search = Buscar un tema o una etiqueta
topics-all = Todos los temas y etiquetas
topics-offered = Lo que ofrece { $place }
topics-offered-hint = Elígelos al escribir. Lo que está en ellos también se ve en este tema más arriba.
topics-offered-above = Toma lo que encaje. Sin temas propios, a los de abajo se les ofrecen estos.
topics-take = Tomar
topics-unused = aún sin usar aquí
topics-own = Tus propios temas
topics-own-hint = { $place } no los ofrece, así que nadie los encuentra más arriba. Únelos con un tema que se ofrezca.
topics-list = Temas que se ofrecen
topics-posts = { $count ->
    [0] nada todavía
    [one] 1 entrada o página
   *[other] { $count } entradas y páginas
}
topics-none = Aún no hay temas. Dos o tres palabras que digan en qué trabajáis son un buen comienzo.
topics-none-above = Aún no se ofrece nada. Añade el primer tema y todos los de abajo podrán usarlo.
topics-none-found = Nada encaja con eso.
topics-add-heading = Añadir un tema
topics-add = Añadir tema
topics-tags = Etiquetas
topics-tags-hint = Palabras libres que nacen al escribir. Aquí las ordenas.
topics-no-tags = Aún no hay etiquetas. Salen de lo que escribes.
topic-name = Nombre
topic-description = Qué va ahí
topic-description-hint = Una frase. Aparece encima de la lista de entradas.
topic-name-missing = Ponle un nombre con letras.
topic-name-taken = Ya hay uno con ese nombre. Mejor une los dos.
topic-lead = { $count ->
    [0] Aquí no hay nada en él.
    [one] Aquí hay una entrada o página en él.
   *[other] Aquí hay { $count } entradas y páginas en él.
}
topic-places = { $count ->
    [one] Un lugar de abajo lo usa.
   *[other] { $count } lugares de abajo lo usan.
}
topic-see = Ver lo que hay
topic-not-yours = De estos temas deciden quienes administran la red.
topic-rename = Nombre
topic-rename-tag = La dirección cambia con el nombre. La antigua sigue funcionando.
topic-rename-above = También cambia de nombre en cada sitio de abajo que lo usa. Las direcciones se quedan.
topic-rename-own = La dirección se queda igual.
topic-named-by = { $place } pone el nombre de este tema, para todo el mundo.
topic-merge = Unir con otro
topic-merge-tag = Todo lo de esta etiqueta pasa a la otra. Las direcciones antiguas llevan allí.
topic-merge-above = Todo lo de este tema pasa al otro, también en cada sitio de abajo que lo usa. Las direcciones antiguas llevan allí.
topic-merge-own = Todo lo de este tema pasa al otro. Las direcciones antiguas llevan allí.
topic-into = El que se queda
topic-into-missing = Elige el que se queda.
topic-merge-button = Unirlos
topic-remove = Quitar
topic-remove-tag = { $count ->
    [0] Nada lleva esta etiqueta.
    [one] Una entrada o página pierde esta etiqueta. El texto se queda como está.
   *[other] { $count } entradas y páginas pierden esta etiqueta. Los textos se quedan como están.
}
topic-remove-own = { $count ->
    [0] Nada está en este tema.
    [one] Una entrada o página pierde este tema. El texto se queda como está.
   *[other] { $count } entradas y páginas pierden este tema. Los textos se quedan como están.
}
topic-remove-above = Deja de ofrecerse. Los sitios que lo usan lo conservan como propio; las entradas de este lugar lo pierden.
topic-remove-button = Quitarlo
done-topic-added = Está añadido.
done-topic-renamed = Ya tiene su nuevo nombre.
done-topics-merged = Ahora son uno.
done-topic-removed = Está quitado.

menus-lead = Lo que guía por tu sitio. Palabras cortas, lo más importante primero.
menus-which = Qué menú
menus-main = Arriba
menus-footer = Al pie
menus-automatic = Este menú se ordena solo: lo que está activado y después tus primeras páginas.
menus-begin = Ordenarlo yo
menus-empty = Aún no hay nada al pie. Aquí van el contacto, la privacidad o un enlace a gente amiga.
menus-add-heading = Añadir una línea
menus-add = Añadir línea
menus-automatic-heading = Que se ordene solo
menus-automatic-hint = Tus líneas se van y el menú sigue lo que está activado. Puedes deshacerlo.
menus-automatic-button = Ordenar automáticamente
menus-clear-heading = Vaciarlo
menus-clear-hint = Se van todas las líneas del pie. Puedes deshacerlo.
menus-clear-button = Quitar todas las líneas
menu-front-page = Portada
menu-parts = Partes del sitio
menu-pages = Páginas
menu-topics = Temas
menu-target = Adónde lleva
menu-target-own = Otra dirección
menu-url-field = Dirección
menu-url-hint = Para otra dirección: una página de tu sitio como /nosotras, o una de fuera como https://example.org.
menu-url-wrong = Escribe una dirección como /nosotras o https://example.org.
menu-label-field = Qué dice
menu-label-hint = Sin palabras dice el nombre de la página.
menu-label-missing = Di cómo se llama la línea.
menu-full = Este menú está lleno. Quita antes una línea.
menu-line-change = Cambiar
menu-line-remove = Quitar
done-menu-begun = Ahora ordenas tú este menú.
done-menu-automatic = Se ordena solo otra vez.
done-menu-undone = El último cambio está deshecho.
done-menu-arranged = El orden está guardado.
done-menu-line-added = La línea está añadida.
done-menu-line-saved = La línea está guardada.
done-menu-line-removed = La línea está quitada.

pages-tree-heading = Páginas
pages-tree-lead = El orden de tus páginas y cuál está debajo de cuál. Una página que se mueve cambia de dirección; la antigua lleva allí.
pages-tree-none = Aún no hay páginas. Quiénes sois y cómo encontraros son buenas primeras.
pages-tree-new = Escribir una página
done-pages-arranged = El orden está guardado.
done-pages-undone = El último cambio está deshecho.

figures-lead = Cuánto se leen tus páginas, sin seguir a nadie.
figures-spans = Días
figures-span = lecturas en { $days } días
figures-reads = Lecturas en { $days } días
figures-chart = { $count ->
    [one] Leído una vez en { $days } días.
   *[other] Leído { $count } veces en { $days } días.
}
figures-bar = { $date }: { $count }
figures-table = Los números de cada día
figures-day = Día
figures-times = Lecturas
figures-most = Lo más leído
figures-none = Aún no se ha leído nada. Los números llegan al minuto de la primera visita.
figures-front = Portada
figures-gone = Algo que ya no se ve
figures-happened = Lo que pasó en { $days } días
figures-members = { $count ->
    [one] persona forma parte
   *[other] personas forman parte
}
figures-joined = entraron
figures-left = se fueron
figures-posts = { $count ->
    [one] entrada publicada
   *[other] entradas publicadas
}
figures-comments = { $count ->
    [one] comentario
   *[other] comentarios
}
figures-attention = Lo que te espera
figures-log = Lo que se hizo aquí
figures-followers = Quién sigue
figures-followers-hint = Algunos lectores de feeds dicen para cuánta gente recogen tus entradas. Otros no dicen nada, así que puede haber más.
figures-no-followers = Ningún lector de feeds ha dicho nada todavía.
figures-how = Cómo se cuenta
figures-how-counted = El servidor suma uno cada vez que envía una página. Sin cookies, sin direcciones, sin nada sobre quién lee: dos personas y una que lee dos veces se ven igual. Tus propias visitas también cuentan.
figures-how-not = No se cuentan los robots que lo dicen, las páginas que un navegador recoge por adelantado o aún guarda, las de miembros o con contraseña, ni las copias que guardan otros. Un robot que se hace pasar por persona se cuenta.
figures-how-kept = Los días son los de Greenwich. Los números se guardan { $days } días y solo los ven quienes editan.

events-lead = Lo que va a pasar y dónde se ve.
events-search = Buscar un evento
events-all = Todos los eventos
events-none = Aún no hay eventos. Aquí van reuniones, acciones y fiestas, con día, hora y lugar.
events-none-found = Ningún evento encaja con «{ $query }».
events-where = ¿Dónde aparece?
events-when = { $date }, { $time }
events-over = Ya pasó
events-called-off = Cancelado

whereabouts-heading = ¿Dónde aparece esto?
whereabouts-summary = se ve en { $appears } de { $all } lugares.
whereabouts-edit = Ir al texto
whereabouts-remedies = Lo que lo frena
whereabouts-yes = Sí
whereabouts-no = No
whereabouts-reach = Hasta dónde puede verse
whereabouts-archived = El sitio está archivado. Hay que abrirlo otra vez antes de publicar algo.
done-whereabouts-published = Ahora lo ve todo el mundo.
done-whereabouts-unlocked = Ya no pide contraseña.
done-whereabouts-reach = Se ve hasta donde elegiste.
reach-choice-umbrella = En el paraguas, en la red y aquí
reach-choice-network = En la red y aquí
reach-choice-site = Solo aquí
list-own-page = Su propia página
list-front = Portada
list-blog = Todas las entradas
list-topic = Tema «{ $name }»
list-tag = Etiqueta «{ $name }»
list-feed = Feed de las entradas
list-calendar = Calendario
list-calendar-file = Calendario al que la gente se suscribe
list-search = Búsqueda del sitio
list-sitemap = Lista para buscadores
list-news-front = Noticias en la portada
list-news = Todas las noticias
list-news-feed = Feed de las noticias
why-draft = Es un borrador.
why-pending = Espera a alguien que edite.
why-scheduled = Se publicará el { $date } a las { $time }.
why-members = Es solo para miembros.
why-thrown-away = Está en la papelera.
why-password = Pide una contraseña.
why-reach-site = Solo debe verse en su propio sitio.
why-reach-network = Solo debe verse en su red, no en el paraguas.
why-place-private = { $place } está abierto solo a sus miembros.
why-place-closed = { $place } está cerrado.
why-off = { $place } ha desactivado esto: { $feature }.
why-not-on-front = La portada no tiene esta parte: { $feature }.
why-newer-ones = Ahí solo están los { $most } más nuevos.
why-fair = Nadie puede llenar la página: ya hay noticias más nuevas del mismo sitio.
why-over = Ya pasó.
why-called-off = Se canceló.
remedy-publish = Publicarlo ahora
remedy-everybody = Mostrarlo a todo el mundo
remedy-unlock = Quitar la contraseña
remedy-reach = Mostrarlo también en el paraguas
remedy-feature = Activarlo
remedy-look = Ordenar la portada
remedy-bin = Ir a la papelera
remedy-appeal = Ver por qué
remedy-ask-editor = Pregunta a quien edita o a quien lo escribió.
remedy-ask-manager = Pregunta a quien cuida el sitio.
remedy-ask-above = Pregunta a quienes cuidan tu red.

# Orden.
act-topic-added = { $actor } añadió un tema: { $subject }.
act-topic-renamed = { $actor } cambió el nombre: { $subject }.
act-topics-merged = { $actor } unió dos en uno: { $subject }.
act-topic-removed = { $actor } quitó: { $subject }.
act-menu-arranged = { $actor } cambió un menú.
act-pages-arranged = { $actor } cambió el orden de las páginas.
act-reach-changed = { $actor } cambió hasta dónde se ve: { $subject }.
