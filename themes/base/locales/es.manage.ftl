# El espacio de trabajo.
work-see-site = Ver { $name }
work-rooms-label = Espacio de trabajo
room-home = Resumen
room-home-heading = Resumen
room-features = Funciones
room-features-heading = Funciones

home-greeting = Hola, { $name }.
home-no-role = Todavía no participas en { $name }.
home-belongs = Participas en { $name }. En «{ $room }» eliges cómo te llamas aquí.
home-second-factor = Configura un segundo paso para entrar antes del { $date }.
home-second-factor-link = Configurarlo ahora
home-waiting = Te espera
home-steps = Primeros pasos
home-steps-done = { $done } de { $all } hechos
step-done = hecho
waiting-look = Ver
waiting-join-requests = { $count ->
    [one] Una persona quiere unirse.
   *[other] { $count } personas quieren unirse.
}
waiting-sites-without-manager = { $count ->
    [one] Un sitio no tiene a nadie que lo cuide.
   *[other] { $count } sitios no tienen a nadie que los cuide.
}
step-name = Di quiénes son
step-name-hint = Un nombre y una línea que diga qué hacen.
step-look = Elige el aspecto y los idiomas
step-look-hint = Un tema, un color, el idioma de las páginas.
step-network = Crea la primera red
step-network-hint = Un movimiento, con sus grupos dentro.
step-sites = Crea el primer sitio
step-sites-hint = Un grupo local, un grupo de trabajo o una campaña.
step-people = Invita a más personas
step-people-hint = Entre dos se cuida mejor un lugar.
step-mail = Prueba el envío de correo
step-mail-hint = Las invitaciones y las contraseñas nuevas se envían por correo.
step-page = Mira tu primera página
step-page-hint = Ya está ahí. Hazla tuya.
step-post = Publica una primera entrada
step-post-hint = Unas pocas frases y quizá una foto.
step-features = Elige las funciones
step-features-hint = Apaga lo que no necesites.

features-message = Enciende lo que necesites. Al apagar algo se oculta, pero nunca se borra.
features-on = Encendida
features-off = Apagada
features-not-offered = Tu red no ofrece esta función.
feature-blog = Blog
feature-blog-hint = Entradas con temas y comentarios.
feature-calendar = Calendario
feature-calendar-hint = Eventos con su hora y lugar exactos, para el calendario de cada quien.
feature-social-feeds = Nuestros canales
feature-social-feeds-hint = Lo que publican en otros sitios, mostrado aquí sin rastreadores.
feature-newswire = Noticias
feature-newswire-hint = Sus noticias se ven también en la red y en el paraguas.
done-feature-on = La función está encendida.
done-feature-off = La función está apagada. No se ha borrado nada.

error-forged-heading = No podemos recibir este formulario
error-forged-message = No viene de una página abierta en este navegador, o esa página es demasiado antigua. Vuelve atrás, carga la página de nuevo y envíalo otra vez.
error-signed-out-heading = No has entrado
error-signed-out-message = Entra otra vez en otra pestaña, vuelve aquí y envíalo de nuevo. Lo que escribiste sigue aquí.
error-refused-heading = Esto no es para ti
error-refused-message = Has entrado, pero aquí no puedes hacer esto. Pregunta a alguien que cuide de este lugar.
