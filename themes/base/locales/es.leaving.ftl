room-leaving = Llevárselo
room-leaving-heading = Llevarse el sitio

leaving-lead = El sitio es vuestro. Empaquétalo cuando quieras: guárdalo como copia, léelo en casa o llévalo bajo otro paraguas.
leaving-packed-heading = Empaquetado
leaving-with-members = con miembros
leaving-ready = Listo: { $size }. Puedes descargarlo hasta el { $until }.
leaving-waiting = Se está empaquetando. Tarda un minuto, y algunos más si el sitio es grande.
leaving-failed = No se pudo empaquetar. Inténtalo otra vez; si pasa dos veces, avisa a quienes llevan este paraguas.
leaving-asked = Pedido { $when }.
leaving-fetch = Descargar
leaving-look-again = Mirar otra vez
leaving-kilobytes = { $count ->
    [one] 1 kilobyte
   *[other] { $count } kilobytes
}
leaving-megabytes = { $count ->
    [one] 1 megabyte
   *[other] { $count } megabytes
}
leaving-pack-heading = Empaquetarlo
leaving-posts = { $count ->
    [one] 1 entrada
   *[other] { $count } entradas
}
leaving-pages = { $count ->
    [one] 1 página
   *[other] { $count } páginas
}
leaving-comments = { $count ->
    [one] 1 comentario
   *[other] { $count } comentarios
}
leaving-files = { $count ->
    [one] 1 foto o archivo
   *[other] { $count } fotos y archivos
}
leaving-events = { $count ->
    [one] 1 evento
   *[other] { $count } eventos
}
leaving-sources = { $count ->
    [one] 1 fuente
   *[other] { $count } fuentes
}
leaving-redirects = { $count ->
    [one] 1 dirección antigua
   *[other] { $count } direcciones antiguas
}
leaving-nothing-yet = Aquí todavía no hay nada. Lo que escribas, muestres y anuncies irá contigo.
leaving-form-label = ¿En qué forma?
leaving-form-wrong = Elige en qué forma empaquetarlo.
leaving-form-site = Todo
leaving-form-site-hint = Un archivo con textos, fotos, comentarios, eventos y menús. Se puede leer sin nosotros, y cualquier otro paraguas puede acogerlo.
leaving-form-wxr = Para WordPress
leaving-form-wxr-hint = Un archivo con entradas, páginas, comentarios y menús. Las fotos se quedan aquí y se recogen desde aquí.
leaving-members-legend = Las personas
leaving-members = { $count ->
    [one] Llevar a la única persona que aceptó
   *[other] Llevar a las { $count } personas que aceptaron
}
leaving-members-hint = { $count ->
    [0] Sus nombres, correos y papeles.
    [one] Sus nombres, correos y papeles. Otra persona no aceptó; nada suyo se va.
   *[other] Sus nombres, correos y papeles. Otras { $count } no aceptaron; nada suyo se va.
}
leaving-members-confirm = Se te preguntará otra vez quién eres.
leaving-members-none = No va ningún miembro. Cada persona puede aceptarlo aquí, en «Mi lugar aquí».
leaving-pack = Empaquetar
leaving-one-at-a-time = Ahora mismo se está empaquetando uno. El siguiente puede empezar cuando termine.
leaving-too-often = Hoy se ha empaquetado diez veces. Espera hasta mañana.
leaving-what-heading = Lo que se queda aquí
leaving-what-not = Nunca salen las contraseñas y sesiones, los datos de quienes no aceptaron, los avisos ni las notas de moderación.
leaving-what-then = Las demás personas que cuidan este sitio reciben un correo cada vez que se empaqueta. Lo empaquetado se borra tras una semana; el sitio sigue como está.

done-leaving-packed = Se está empaquetando. Vuelve a mirar en un minuto.
done-leaving-waits = Ya se está empaquetando uno. Pronto estará listo.

membership-along = Cuando el sitio se mude
membership-along-hint = Un sitio puede llevarse bajo otro paraguas. Nada tuyo va con él si no lo dices aquí.
membership-along-label = Llevadme: mi nombre aquí, mi correo y mi papel

act-packed = { $actor } empaquetó el sitio para llevárselo.
act-brought-in = El sitio llegó de otro lugar. Estaba en: { $subject }.
act-erased = Un miembro borró su cuenta.

account-data = Tus cosas
account-data-lead = Todo lo que aquí se guarda de ti puede ser tuyo. Y puedes irte cuando quieras.
data-heading = Llévate tus cosas
data-lead = Un archivo con todo lo que se guarda de ti: tu perfil, dónde participas, lo que escribiste, cuándo entraste, lo que avisaste, lo que se decidió sobre ti y qué correos te enviamos.
data-format = Está hecho para máquinas, pero cualquier editor de texto lo abre. No hay nada de nadie más ni nada que abra tu cuenta.
data-fetch = Descargar el archivo
data-file-name = mis-cosas
data-link = Llévate tus cosas
erase-link = Borra tu cuenta
erase-heading = Borra tu cuenta
erase-lead = No se puede deshacer. Esto es lo que pasa:
erase-says-account = Tu perfil, tus llaves de acceso y tus lugares se borran al momento, y se cierran todas tus sesiones.
erase-says-words = Lo que otras personas escribieron de ti en sus textos se queda: solo ellas pueden cambiarlo.
erase-says-log = Donde el registro dice lo que hiciste, dirá «{ $nobody }».
erase-says-copies = Las copias que otras personas hicieron antes no están en nuestras manos.
erase-alone = Cuidas estos lugares en solitario. Déjalos primero en otras manos y vuelve:
erase-alone-link = Dejar en otras manos: { $place }
erase-posts-legend = Tus entradas y páginas
erase-posts-stay = Se quedan con el nombre que tienen
erase-posts-nameless = Se quedan, de «{ $nobody }»
erase-comments-legend = Tus comentarios
erase-comments-stay = Se quedan, de «{ $nobody }»
erase-comments-go = Se borran sus textos
erase-word-label = Escribe aquí tu correo, para que no pase por error
erase-word-wrong = Este no es el correo de esta cuenta.
erase-button = Borrar mi cuenta para siempre
erase-data-first = Antes puedes llevarte tus cosas.
erase-nobody = Alguien que se fue
erase-removed = Quien escribió este comentario lo borró.
erased-heading = Tu cuenta está borrada
erased-message = Adiós y gracias. Te llega un último correo; después olvidamos también tu dirección.
erased-home = A la portada
