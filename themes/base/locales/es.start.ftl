# Crear un sitio, pedirlo, y las reglas para ello.
start-site-heading = Crea un sitio en { $name }
start-site-now = Tu sitio tiene su dirección en cuanto envíes esto. Tú lo cuidas, y todo se puede cambiar después.
start-site-request = Cuenta qué es tu grupo. Quienes cuidan { $name } lo leen y te responden por correo.
start-site-now-button = Crear el sitio
start-site-request-button = Pedir el sitio
start-network-heading = Crea una red en { $name }
start-network-now = La red tiene su dirección en cuanto envíes esto. Tú la cuidas, con los sitios que haya en ella.
start-network-request = Cuenta qué es tu red. Quienes cuidan { $name } lo leen y te responden por correo.
start-network-now-button = Crear la red
start-network-request-button = Proponer una red

start-name = Nombre
start-name-hint = Como se llama tu grupo, igual que en un cartel.
start-name-wrong = Un nombre tiene entre 1 y 120 caracteres.
start-label = Dirección
start-label-hint = Basta una palabra corta. Va delante de .{ $host }. Si la dejas vacía, sale del nombre.
start-label-take = Usar { $address }
start-address-free = { $address } está libre.
start-address-taken = { $address } ya está ocupada. Elige otra dirección.
start-address-reserved = { $address } se guarda para otros usos. Elige otra dirección.
start-address-invalid = Esto no puede ser una dirección. Usa de 2 a 40 letras, cifras y guiones.
start-about = Qué es tu grupo
start-about-hint = Unas frases para quien nunca ha oído hablar de ustedes.

start-where = Dónde están
start-place = Pueblo o ciudad
start-place-hint = Para que la gente los encuentre cerca y la hora sea la correcta. Puedes dejarlo vacío.
start-place-look-up = Buscar
start-place-which = ¿Cuál de estos es?
start-place-none = Ninguno: dejar lo que escribí
start-place-unknown = No conocemos este lugar. Puedes dejarlo como lo escribiste o probar con una ciudad más grande cercana.
start-rough = Mostrar más o menos dónde estamos
start-rough-hint = En algún punto a unos diez kilómetros.
start-where-exactly = Un punto en el mapa, otra zona horaria
start-coordinates = Coordenadas
start-coordinates-hint = Grados norte y este, como los muestran los mapas: 42.36, -71.06
start-coordinates-wrong = Esto no son coordenadas. Se escriben así: 42.36, -71.06.
start-time-zone = Zona horaria
start-time-zone-hint = Si la dejas vacía, es la del lugar.
start-time-zone-wrong = No existe esa zona horaria. Elige una de la lista.
start-language = Idioma del sitio
start-language-hint = También puedes escribir en otros.
start-topics = Temas
start-topics-hint = En qué trabajan, separado por comas: vivienda, comida
start-topics-wrong = Elige como mucho { $most } temas de hasta { $longest } caracteres cada uno.
start-template = Empezar con
start-template-hint = Una plantilla trae páginas, menús y un aspecto. Los cambias como quieras.
start-template-none = Un sitio vacío
start-template-gone = Esta plantilla ya no está. Elige otra.
start-too-often = Hoy ya creaste o pediste tres sitios. Sigue mañana.

start-choose-heading = Crea un sitio
start-choose-lead = Los sitios están en una red. ¿Cuál es la tuya?
start-choose-empty = Todavía no hay ninguna red donde pueda estar un sitio.
start-choose-this = Crear aquí
start-choose-whom = Ver a quién preguntar
start-choose-network = Una red propia
start-choose-network-hint = Para un movimiento con varios grupos.
start-mode-open-short = Aquí puedes crear un sitio al momento.
start-mode-request-short = Cuentas qué es tu grupo y te responden por correo.
start-mode-invitation-short = Aquí crean los sitios quienes cuidan la red.

start-ask-heading = Pregunta primero a alguien
start-ask-site = En { $name } crean los sitios quienes cuidan la red.
start-ask-network = En { $name } crean las redes quienes cuidan el paraguas.
start-ask-closed = Ahora no se puede crear nada nuevo en { $name }.
start-ask-whom = Pregunta a una de estas personas:
start-ask-nobody = Aquí no figura nadie. Alguien de un sitio cercano sabrá a quién preguntar.
start-ask-back = Volver a { $name }

start-asked-heading = Lo que has pedido
start-asked-lead = Hemos avisado a quienes cuidan este lugar. Leen lo que escribiste y responden por correo. Si dicen que sí, tu sitio está al momento y tú lo cuidas.
start-asked-none = Aquí no has pedido nada.
start-asked-again = Crear algo
start-asked-waiting = Espera respuesta
start-asked-accepted = Aceptado: ya está
start-asked-declined = Rechazado

first-page-title = Quiénes somos
first-page-who = Somos { $name }.
first-page-who-where = Somos { $name }, en { $place }.
first-page-more = Este sitio es nuevo. Pronto habrá aquí más sobre nosotros.
first-event-title = Nuestro primer encuentro
first-event-text = Cuenta aquí qué pasa, quién puede venir y qué traer.

room-requests = Solicitudes
room-requests-heading = Solicitudes
requests-lead = Quieren crear algo aquí y esperan tu respuesta.
requests-none = Nadie espera respuesta. Quien pida un sitio aquí estará en esta lista.
requests-look = Leer y responder
requests-all = Todas las solicitudes
requests-decided-heading = Respondidas
requests-waiting = Espera
requests-accepted = Aceptada
requests-declined = Rechazada
requests-from = Lo pide { $person }.
requests-accept-heading = Aceptar
requests-accept-hint = Está al momento, { $person } lo cuida y recibe un correo.
requests-free = Libres están:
requests-accept = Aceptar
requests-decline-heading = Rechazar
requests-reason = Por qué
requests-reason-hint = { $person } recibe esto por correo. Di qué cambiar o con quién hablar.
requests-reason-missing = Di por qué, para que sepan qué cambiar.
requests-decline = Rechazar
requests-decided = Otra persona ya ha respondido a esto.
waiting-site-requests = { $count ->
    [one] Una persona pide crear algo aquí.
   *[other] { $count } personas piden crear algo aquí.
}

room-rules = Reglas
room-rules-heading = Reglas para lo que hay debajo
rules-lead-umbrella = Lo que vale para todas las redes y sus sitios.
rules-lead-network = Lo que vale para los sitios de esta red.
rules-widest = Quién puede crear un sitio, como máximo
rules-widest-hint = Cada red elige por sí misma, pero nada más amplio que esto.
rules-sites = Quién puede crear un sitio aquí
rules-sites-hint = Tú siempre puedes crear uno.
rules-mode-open = Cualquiera con una cuenta, al momento
rules-mode-request = Cualquiera con una cuenta puede pedirlo, tú respondes
rules-mode-invitation = Solo quienes cuidan la red
rules-mode-wrong = Elige algo de la lista.
rules-networks = Quién puede crear una red
rules-network-request = Cualquiera con una cuenta puede pedirla, tú respondes
rules-network-invitation = Solo quienes cuidan el paraguas
rules-features = Funciones que se ofrecen
rules-features-hint = Lo que los sitios pueden activar. Lo que ya está activo en alguno sigue activo.
rules-quota = Espacio para archivos en cada sitio, en megabytes
rules-quota-hint = Si lo dejas vacío, vale el límite habitual. A un sitio concreto le puedes dar más o menos.
rules-quota-wrong = Esto no es un número de megabytes entre 1 y 1048576.

done-site-asked = Tu solicitud está en camino.
done-site-founded = Tu sitio ya está. ¡Te damos la bienvenida!
done-site-granted = Ya está. Recibe un correo.
done-site-declined = Queda rechazado. Recibe un correo con tu motivo.
