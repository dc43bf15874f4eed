# Umbel in Spanish. Every key stands in every language file, in the same order.
# Plain words, second person (tú), no jargon.

## The frame of every page
skip-to-content = Saltar al contenido
place-bar-label = Dónde estás
place-all-groups = Todos los grupos
menu = Menú
menu-label = Menú principal
footer-menu-label = Más páginas
footer-follow-heading = Entérate a tu manera
footer-follow-text = Pega una de estas direcciones en cualquier lector de noticias. No necesitas cuenta.
footer-no-tracking = Nada en esta página te vigila: sin cookies, sin rastreadores, sin servidores ajenos.
footer-part-of = Parte de
footer-sign-in = Entrar
footer-start = Crea un sitio
footer-person = Aquí nada te sigue: sin rastreadores, sin servidores ajenos. La única cookie sirve para que no tengas que entrar cada vez.
feed-follow = Sigue esta lista en un lector de noticias
pager-label = Más de esta lista
pager-newer = Más recientes
pager-older = Anteriores
untitled = Sin título
page-title = { $page } – { $site }
picture-credit = Foto: { $credit }
topics-label = Temas:
tags-label = Etiquetas

## Words for the usual places (menus)
nav-home = Inicio
nav-blog = Blog
nav-events = Eventos
nav-social = Nuestros canales
nav-news = Noticias
nav-directory = Grupos
nav-search = Buscar

## The front page
about-heading = Quiénes somos
join-write = Escríbenos
join-come = Ven al próximo encuentro
join-find-group = Encuentra un grupo cerca de ti
front-empty = Este lugar acaba de nacer. Aquí aparecerán la primera entrada y el primer evento.

## Blog
blog-heading = Lo nuevo
blog-index-heading = Blog
blog-more = Todas las entradas
blog-older = Entradas anteriores
blog-newer = Entradas más recientes
blog-list-heading = Entradas
blog-side-label = Orientarse en el blog
blog-topics-heading = Temas
blog-months-heading = Por mes
blog-topic-heading = { $topic }
blog-tag-heading = Con la etiqueta «{ $tag }»
blog-archive-heading = { $month }
blog-author-heading = Entradas de { $author }
blog-empty = Todavía no hay entradas. Las noticias aparecerán aquí en cuanto las haya.
by-author = por { $author }
post-sticky = Para leer primero
post-previous = Antes
post-next = Después
post-neighbours-label = Entradas anterior y siguiente
post-related = Sigue leyendo
article-updated = Actualizado el
reading-minutes =
    { $count ->
        [one] { $count } minuto de lectura
       *[other] { $count } minutos de lectura
    }

## Comments
comments-heading = Comentarios
comments-count =
    { $count ->
        [one] { $count } comentario
       *[other] { $count } comentarios
    }
comments-none = Todavía no hay comentarios.
comments-closed = Los comentarios están cerrados.
comments-feed = Sigue estos comentarios en un lector de noticias
comment-by-author = escribió esta entrada

## Pages
page-parents-label = Páginas por encima de esta
page-children-heading = En esta sección

## Calendar
calendar-heading = Eventos
calendar-next-heading = Lo próximo
calendar-more = Todos los eventos
calendar-all = Todos los eventos
calendar-empty = Ahora mismo no hay nada previsto. El próximo evento aparecerá aquí con su día, hora y lugar.
calendar-past-heading = Ya pasaron
calendar-subscribe = Tenerlo en mi calendario
calendar-download = Descargar archivo de calendario
calendar-feed-title = Eventos de { $site }
event-when = Cuándo
event-where = Dónde
event-online = En línea
event-organiser = Quién lo organiza
event-details = Detalles
event-join-online = Participa en línea
event-map = Ver en un mapa
event-add = Añadir a mi calendario
event-cancelled = Cancelado
event-cancelled-message = Este evento no se va a celebrar.
event-dates-heading = Otras fechas
event-past-notice = Este evento ya pasó.
event-all-day = todo el día
times-range = { $start }–{ $end }
times-until = hasta el { $end }
zone-of-place = hora de { $place } ({ $zone })
repeats-daily = cada día
repeats-weekly = cada { $weekday }
repeats-every-weeks = cada { $count } semanas, en { $weekday }
repeats-monthly = cada mes
repeats-yearly = cada año
repeats-other = en varias fechas

## Social feeds
social-heading = Desde nuestros canales
social-lead = Lo que decimos en otros sitios, copiado aquí para que lo leas sin cuenta y sin que te vigilen.
social-more = Más de nuestros canales
social-list-heading = Lo último
social-sources-heading = De dónde viene
social-empty = Todavía no ha llegado nada de nuestros canales.
entry-original = Verlo en { $source }

## News of the network
news-heading = Lo que está pasando
news-index-heading = Noticias de todos los grupos
news-more = Todas las noticias
news-list-heading = Últimas noticias
news-networks-label = Redes
news-pinned = Para leer primero
news-source = Publicado por { $source }
news-empty = Aquí no hay nada todavía. Lo que publiquen los grupos aparecerá aquí al momento.
more-from = { $count } más de { $site }
kind-post = Entrada
kind-posts = Entradas
kind-event = Evento
kind-events = Eventos
kind-entry = De otros sitios
kind-page = Página
filter-heading = Afinar
filter-kind = Tipo
filter-network = Red
filter-language = Idioma
filter-topic = Tema
filter-all = Todo
language-name-en = English
language-name-es = Español

## Directory of groups
directory-heading = Encuentra tu grupo
directory-lead =
    { $count ->
        [one] { $count } grupo, y sitio para el tuyo.
       *[other] { $count } grupos, y sitio para el tuyo.
    }
directory-empty = Todavía no hay grupos. El primero aparecerá aquí.
directory-network-empty = Esta red todavía no tiene grupos.

## Search
search-heading = Buscar
search-label = Buscar en este sitio
search-label-page = Buscar otra vez
search-field = ¿Qué buscas?
search-placeholder = Buscar
search-button = Buscar
search-results-heading = Lo que encontramos sobre «{ $query }»
search-prompt = Escribe una palabra: un lugar, un nombre, un tema.
search-none-found = No hay nada sobre «{ $query }». Prueba con menos palabras o escríbelo de otra forma.
search-too-short = Escribe al menos dos letras.

## Feeds
feed-posts-title = Entradas nuevas de { $site }
feed-comments-title = Comentarios sobre «{ $title }»
feed-topic-title = { $topic } – { $site }
feed-tag-title = Con la etiqueta «{ $tag }» – { $site }
feed-news-title = Noticias de todos los grupos de { $site }

## A page behind a password
protected-heading = Esta página tiene contraseña
protected-message = Quien te envió aquí te puede decir la contraseña.
protected-label = Contraseña
protected-open = Abrir la página
protected-wrong = Esa no era la contraseña. Prueba otra vez.

## When something is not there
error-400-heading = No lo entendimos
error-400-message = Algo en la dirección o en el formulario no estaba bien. Vuelve atrás y prueba otra vez.
error-404-heading = Esta página no está aquí
error-404-message = Puede que se haya movido o que la dirección tenga un error. Esto te puede ayudar:
error-405-heading = Eso no funciona aquí
error-405-message = Esta dirección no se puede usar así. Vuelve atrás y prueba otra vez.
error-410-heading = Esta página se retiró
error-410-message = Estuvo aquí, y quienes la escribieron decidieron quitarla.
error-413-heading = Es demasiado grande
error-413-message = Lo que enviaste es más grande de lo que podemos recibir. Prueba con un archivo más pequeño o un texto más corto.
error-414-heading = Esa dirección es demasiado larga
error-414-message = Prueba con una más corta, o con menos palabras en la búsqueda.
error-415-heading = No podemos leer ese tipo de archivo
error-415-message = Prueba a enviarlo de otra forma.
error-429-heading = Un momento, por favor
error-429-message = Han sido muchas cosas a la vez. Espera un minuto y prueba otra vez.
error-500-heading = Algo falló de nuestro lado
error-500-message = No es culpa tuya. Hemos tomado nota; prueba otra vez dentro de un rato.
error-503-heading = Ahora mismo hay mucha gente
error-503-message = Prueba otra vez en un minuto. No se ha perdido nada.
error-link-front = Página de inicio
error-link-events = Próximos eventos
error-link-blog = Últimas entradas
error-link-directory = Todos los grupos
unknown-host-heading = En esta dirección no vive ningún grupo
unknown-host-message = Revisa si la dirección tiene un error. También puede que el grupo se haya mudado.
unknown-host-home = Ver todos los grupos
archived-notice = Este grupo ya no publica. Lo que lees aquí se guarda como memoria.
suspended-heading = Este sitio está cerrado por ahora
suspended-message = La red lo ha puesto en pausa. Si eres del grupo, pregunta a quienes llevan la red.
private-heading = Este sitio es para sus integrantes
private-message = Pide a alguien del grupo que te deje entrar.

## Dates and times
date-long = { $weekday } { $day } de { $month } de { $year }
date-short = { $day } { $month }
date-month-year = { $month } de { $year }
relative-now = ahora mismo
relative-minutes-ago =
    { $count ->
        [one] hace { $count } minuto
       *[other] hace { $count } minutos
    }
relative-hours-ago =
    { $count ->
        [one] hace { $count } hora
       *[other] hace { $count } horas
    }
relative-today = hoy
relative-yesterday = ayer
relative-tomorrow = mañana
relative-days-ago =
    { $count ->
        [one] hace { $count } día
       *[other] hace { $count } días
    }
relative-in-days =
    { $count ->
        [one] dentro de { $count } día
       *[other] dentro de { $count } días
    }
month-1 = enero
month-2 = febrero
month-3 = marzo
month-4 = abril
month-5 = mayo
month-6 = junio
month-7 = julio
month-8 = agosto
month-9 = septiembre
month-10 = octubre
month-11 = noviembre
month-12 = diciembre
month-short-1 = ene
month-short-2 = feb
month-short-3 = mar
month-short-4 = abr
month-short-5 = may
month-short-6 = jun
month-short-7 = jul
month-short-8 = ago
month-short-9 = sep
month-short-10 = oct
month-short-11 = nov
month-short-12 = dic
weekday-1 = lunes
weekday-2 = martes
weekday-3 = miércoles
weekday-4 = jueves
weekday-5 = viernes
weekday-6 = sábado
weekday-7 = domingo
weekday-short-1 = lun
weekday-short-2 = mar
weekday-short-3 = mié
weekday-short-4 = jue
weekday-short-5 = vie
weekday-short-6 = sáb
weekday-short-7 = dom
