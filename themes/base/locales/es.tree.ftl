# El espacio de trabajo: sitios debajo, ajustes, direcciones, alegaciones, correo.
room-sites = Sitios
room-sites-heading = Sitios
room-settings = Ajustes
room-settings-heading = Ajustes
room-address = Dirección
room-address-heading = Dirección
room-mail = Correo
room-mail-heading = Correo saliente
room-appeal-heading = Este sitio está cerrado
waiting-suspended = { $count ->
   *[other] Este sitio está cerrado. Mira por qué y qué puedes hacer.
}

sites-search = Nombre o dirección
sites-search-button = Buscar
sites-show-all = Todos
sites-show-archived = Archivados
sites-show-suspended = Cerrados
sites-show-without-manager = Sin responsable
sites-show-everything = Ver todos
sites-count = { $count ->
    [one] Uno encontrado
   *[other] { $count } encontrados
}
sites-kind-network = red
sites-kind-site = sitio
sites-status-archived = archivado
sites-status-suspended = cerrado
sites-status-private = solo para miembros
sites-published = Última publicación: { $when }
sites-published-never = Todavía no ha publicado nada
sites-people = { $count ->
    [0] nadie forma parte
    [one] una persona
   *[other] { $count } personas
}
sites-earlier = Atrás
sites-later = Adelante
sites-none-found = Nada coincide con eso.
sites-none-yet = Aquí todavía no hay nada. Crea el primero con el botón de arriba.
sites-new-network = Crear una red
sites-new-site = Crear un sitio

found-heading = Una red nueva
found-message = Un movimiento, con grupos debajo. En cuanto exista, podrás invitar a las personas que se ocuparán de ella.
found-button = Crear la red
done-network-founded = La red ya existe. Ahora invita a las personas que se ocuparán de ella.

node-all = Todos los sitios
node-closed-because = Se cerró por este motivo:
node-no-reason = No se dio ningún motivo.
node-appeal = Quienes se ocupan de él no están de acuerdo ({ $when }):
node-beyond = Lo cerró alguien que se ocupa del paraguas. Solo esas personas pueden volver a abrirlo.
node-keepers = Quién se ocupa de él
node-no-keepers = Nadie. Nombra a alguien para que las preguntas encuentren respuesta.
node-appoint = Nombrar a alguien
node-log = Qué se ha hecho aquí
node-status = Abierto o cerrado
node-status-message = Archivado: todo se puede seguir leyendo, no aparece nada nuevo. Solo miembros: nadie más puede leerlo. Cerrado: nadie puede leerlo, y se explica el motivo a quienes se ocupan de él. Nunca se borra nada.
node-reason = Por qué
node-reason-hint = Hace falta para cerrar un sitio. Lo leen quienes se ocupan de él.
node-reason-missing = Di por qué. Quienes se ocupan del sitio lo sabrán y podrán responder.
node-reason-long = Dilo en 2000 caracteres como mucho.
node-act-archive = Archivarlo
node-act-hide = Solo miembros
node-act-suspend = Cerrarlo
node-act-restore = Volver a abrirlo
done-node-archived = Está archivado. Todo se puede seguir leyendo.
done-node-hidden = Ahora solo pueden leerlo sus miembros.
done-node-suspended = Está cerrado. Quienes se ocupan de él ya saben por qué.
done-node-restored = Vuelve a estar abierto para todo el mundo.
node-move = Pasar a otra red
node-move-message = Su dirección anterior seguirá llevando allí.
node-network = La red
node-network-missing = Elige la red a la que pasa.
node-move-label = Otro nombre en la dirección
node-move-label-hint = Déjalo vacío para conservar el nombre que tiene.
node-label-taken-there = Otro sitio tiene allí esta dirección. Elige otro nombre.
node-move-button = Pasar el sitio
done-node-moved = El sitio ha cambiado de red.
node-uploads = Archivos subidos
node-quota = Cuántos megabytes se pueden subir
node-quota-hint = Déjalo vacío para lo habitual.
node-quota-wrong = Escribe un número entero de megabytes, por ejemplo 500.
node-quota-button = Guardar
done-node-quota = Está guardado.

settings-who = Quiénes son
settings-where = Dónde están
settings-look = Qué aspecto tiene
settings-look-elsewhere = El tema, los colores, las letras y las imágenes tienen su propia sala.
settings-look-link = Abrir «Aspecto»
settings-name = Nombre
settings-name-wrong = Un nombre tiene entre 1 y 120 caracteres.
settings-tagline = Una línea bajo el nombre
settings-tagline-hint = Qué hacen, en pocas palabras.
settings-about = Sobre vosotros
settings-about-hint = Unas frases para quien nunca ha oído hablar del grupo.
settings-contact = Dónde os pueden escribir
settings-contact-hint = Una dirección de correo. Todo el mundo puede verla.
settings-contact-wrong = Esto no es una dirección de correo.
settings-topics = Temas
settings-topics-hint = En qué trabajan, con comas en medio: vivienda, alimentación, clima
settings-topics-wrong = Como mucho 8 temas, de 40 caracteres como mucho cada uno.
settings-place = Lugar
settings-place-hint = Una ciudad o un barrio, con vuestras palabras. Si lo cambias, se quita el punto del mapa.
settings-time-zone = Zona horaria
settings-time-zone-wrong = Elige una de la lista.
settings-language = Idioma
settings-language-hint = El idioma de menús y botones, y de lo que escriben si no dicen otra cosa.
settings-language-wrong = Elige uno de la lista.
settings-theme-wrong = Elige uno de la lista.
settings-accent-wrong = Escribe un color como #c8281c: una # y seis cifras o letras de la a a la f.
settings-template = Un ejemplo para otros
settings-template-box = Se pueden crear sitios nuevos a partir de este
settings-template-hint = Empiezan con tus páginas, menús, aspecto y funciones. Las personas y los contactos nunca se copian.
settings-too-long = Esto es demasiado largo.
settings-save = Guardar
done-settings = Está guardado.
theme-broadsheet = Periódico: para muchas noticias
theme-chalkboard = Pizarra: tiza sobre una pizarra verde
theme-commons = Común: un tablón de anuncios, para grupos locales
theme-placard = Pancarta: un cartel de calle, para campañas

address-now = Tu sitio está en
address-home = { $home } también lleva allí.
address-aliases = Estas direcciones también llevan allí:
address-umbrella = Esta es la dirección de todo el paraguas; debajo de ella se inicia sesión. Puede cambiarla quien administra el servidor.
address-rename = Cambiar el nombre en la dirección
address-rename-message = La dirección anterior seguirá llevando aquí, así que no se rompe ningún enlace.
address-label = Nombre en la dirección
address-label-hint = Letras, cifras y guiones. Detrás va .{ $above }
address-label-taken = Otro sitio tiene esta dirección. Elige otro nombre.
address-label-reserved = Este nombre está reservado. Elige otro.
address-label-invalid = Usa entre 2 y 40 letras, cifras y guiones, sin guion al principio ni al final.
address-too-often = Hoy has cambiado el nombre tres veces. Vuelve a intentarlo mañana.
address-too-many = Ya hay demasiadas direcciones que llevan aquí. Elige una de ellas.
address-rename-button = Cambiar el nombre
done-address = Tu dirección ha cambiado.
address-domains = Un dominio propio
address-domains-message = Si tienes un dominio como inquilinas.example, tu sitio puede estar ahí.
address-domain = Tu dominio
address-domain-hint = Por ejemplo inquilinas.example o www.inquilinas.example
address-domain-button = Añadir el dominio
address-domain-not-a-domain = Esto no es un dominio. Escríbelo como inquilinas.example
address-domain-beneath-the-umbrella = Esto pertenece al paraguas. Cambia mejor el nombre en tu dirección.
address-domain-taken = Otro sitio está en este dominio.
address-domain-own-already = Esta dirección ya lleva aquí.
address-domain-too-many = Puedes tener cinco dominios. Quita uno antes.
done-domain-named = El dominio está en tu lista. Ahora crea los dos registros que ves aquí.
address-domain-steps = Crea estos dos registros donde compraste el dominio. Después pulsa «Comprobar ahora». Pueden tardar una hora en verse.
address-record-proof = 1. Demuestra que el dominio es tuyo
address-record-kind = Tipo:
address-record-name = Nombre:
address-record-text = Texto:
address-record-way = 2. Trae aquí las visitas
address-way = Crea un registro de tipo CNAME para { $domain } que diga { $target }
address-way-bare = Crea un registro de tipo ALIAS, ANAME o «CNAME aplanado» que diga { $target }. Si no lo hay, crea uno de tipo A con el número de nuestro servidor; pregúntaselo a quien lo administra.
address-look = Comprobar ahora
address-look-missing = El primer registro de { $domain } todavía no está, o dice otra cosa. Compáralo letra por letra y vuelve a intentarlo dentro de un rato.
address-look-unknown = Ahora mismo no hemos podido consultar { $domain }. Vuelve a intentarlo en un minuto.
address-look-too-often = Se ha comprobado muchas veces. Vuelve a intentarlo dentro de una hora.
done-domain-proved = El dominio es tuyo y lleva aquí. Puedes convertirlo en tu dirección.
address-domain-answers = Tu sitio está aquí.
address-domain-redirects = Lleva a { $host }.
address-domain-keep = Conserva los dos registros: miramos cada día si siguen ahí.
address-domain-checked = Última comprobación: { $when }.
address-failing = { $count ->
    [one] La última vez que miramos, faltaba el primer registro. Después de tres días sin él, el dominio dejará de llevar aquí.
   *[other] El primer registro ha faltado { $count } veces seguidas. A la tercera, el dominio dejará de llevar aquí.
}
address-detached = El primer registro faltó tres días seguidos, así que el dominio ya no lleva aquí. Vuelve a crearlo y comprueba.
address-answer-at = Hacer de { $host } tu dirección
address-remove = Quitar
done-domain-removed = El dominio está quitado.
moved-message = Tu sitio está ahora en { $host }.
moved-hint = Quizá tengas que iniciar sesión allí otra vez. La dirección anterior lleva a la nueva.
moved-link = Ir a { $host }

appeal-closed = Las personas que llevan la red han cerrado { $name }. Quien lo visita ve un aviso en su lugar.
appeal-since = Está cerrado desde el { $when }.
appeal-reason = Su motivo
appeal-meanwhile = No se ha borrado nada. Aquí puedes seguir ocupándote del sitio.
appeal-said = Respondiste ({ $when })
appeal-heading = ¿Lo ves de otra manera?
appeal-text = Qué quieres decir
appeal-text-hint = Di qué no es cierto del motivo, o qué vas a cambiar. Lo lee otra persona que la que cerró el sitio, si la hay.
appeal-text-wrong = Escribe algo, en 2000 caracteres como mucho.
appeal-too-often = Hoy has escrito tres veces. Dales un día para responder.
appeal-button = Enviar
appeal-above = { $name } está cerrado, y con ello todo lo que hay debajo. Pueden responder quienes se ocupan de { $name }.
appeal-open = { $name } no está cerrado.
done-appealed = Va de camino. Recibirás un correo cuando el sitio vuelva a abrirse.

mailroom-by-host = Los correos salen por { $host }.
mailroom-into-folder = Los correos se guardan en la carpeta { $folder }.
mailroom-into-memory = Los correos se guardan en la memoria.
mailroom-not-sent = Por eso no le llegan a nadie. Quien administra el servidor puede indicar un servidor de correo en el archivo de ajustes (mail.url).
mailroom-waiting = { $count ->
    [0] No hay correos en espera.
    [one] Hay un correo en espera.
   *[other] Hay { $count } correos en espera.
}
mailroom-test = ¿Funciona?
mailroom-test-message = Se envía un correo corto a { $address }. Si no llega en unos minutos, mira en la carpeta de correo no deseado y después aquí abajo.
mailroom-test-button = Enviarme un correo de prueba
mailroom-too-often = Has enviado cinco pruebas en una hora. Espera un poco.
done-mail-tested = Un correo de prueba va de camino.
mailroom-troubles = Lo que ha fallado últimamente
mailroom-no-troubles = Nada. Aquí se ven los correos que no se pudieron entregar.
mailroom-given-up = Se ha dado por perdido.
mailroom-next = Se vuelve a intentar: { $day }, { $time }
mailroom-kind-verify-email = Confirmar una dirección
mailroom-kind-reset-password = Una contraseña nueva
mailroom-kind-account-exists = «Ya tienes una cuenta»
mailroom-kind-invitation = Una invitación
mailroom-kind-join-requested = Alguien quiere participar
mailroom-kind-join-answered = Respuesta a alguien que quiere participar
mailroom-kind-site-requested = Alguien pide un sitio
mailroom-kind-site-approved = Un sitio nuevo
mailroom-kind-site-declined = Un sitio rechazado
mailroom-kind-site-suspended = Se cerró un sitio
mailroom-kind-site-restored = Un sitio vuelve a estar abierto
mailroom-kind-appeal-made = Una respuesta a un cierre
mailroom-kind-role-changed = Otro papel
mailroom-kind-removed = Se quitó a alguien
mailroom-kind-handed-over = Un sitio cambió de manos
mailroom-kind-domain-detached = Un dominio ya no lleva aquí
mailroom-kind-password-changed = Se cambió una contraseña
mailroom-kind-second-factor-changed = Se cambió un segundo paso de inicio de sesión
mailroom-kind-test = Un correo de prueba
