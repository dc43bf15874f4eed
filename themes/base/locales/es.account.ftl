# Entrar, cuentas, papeles.
role-umbrella-admin = Responsable del paraguas
role-network-admin = Responsable de la red
role-manager = Responsable del sitio
role-editor = Redacción
role-author = Autoría
role-contributor = Colaboración
role-member = Integrante

field-optional = (opcional)
field-email = Correo
field-email-wrong = Esto no es una dirección de correo. Una correcta sería ana@example.org.
field-email-taken = Esta dirección de correo ya tiene una cuenta.
field-name = Tu nombre
field-name-hint = El que verán las demás personas. No tiene que ser el de tus documentos.
field-name-wrong = El nombre debe tener entre 1 y 80 caracteres.
field-password = Contraseña
field-new-password = Contraseña nueva
field-new-password-hint = Al menos { $least } caracteres. Cuatro palabras que no tengan nada que ver entre sí son seguras y fáciles de recordar.
field-language = Idioma de las páginas en las que trabajas
field-language-hint = Si no eliges ninguno, cada sitio usa el suyo.
field-too-long = Es demasiado largo: como mucho { $most } caracteres.
password-too-short = Esta contraseña es demasiado corta: usa al menos { $least } caracteres.
password-too-long = Esta contraseña es demasiado larga: usa como mucho 1024 caracteres.
password-too-common = Esta contraseña es demasiado fácil de adivinar. Elige varias palabras que no tengan nada que ver entre sí.
password-personal = Esta contraseña contiene tu nombre o tu dirección, así que es fácil de adivinar. Elige otras palabras.
save = Guardar
or = o

sign-in-heading = Entrar
sign-in-to = Después irás a { $site }.
sign-in-button = Entrar
sign-in-link = Ya tengo cuenta: entrar
sign-in-again = Entrar otra vez
sign-in-passkey = Entrar con una llave de acceso
sign-in-wrong = El correo y la contraseña no coinciden. Revisa los dos y prueba otra vez.
sign-in-too-often = Han sido demasiados intentos. Espera unos minutos y prueba otra vez.
sign-in-took-too-long = Ha pasado demasiado tiempo. Entra otra vez, por favor.
sign-in-code-wrong = Este código no es correcto. Cambia cada 30 segundos y cada uno sirve una sola vez.
sign-in-stale-heading = No has podido entrar
sign-in-stale-message = El paso desde la página de entrada hasta este sitio sirve una sola vez y durante un minuto. Entra otra vez, por favor.
sign-out = Salir
passkey-failed = No ha funcionado. Prueba otra vez o usa tu contraseña.
passkey-instead = Usar una llave de acceso en vez de contraseña
forgot-link = He olvidado mi contraseña
sign-up-link = Todavía no tengo cuenta

code-heading = Un paso más
code-message = Abre la aplicación que te da los códigos y escribe el de esta cuenta.
code-message-passkey = Confirma con tu llave de acceso o escribe uno de los códigos de recuperación que guardaste.
code-label = Código
code-hint = Seis cifras de tu aplicación, o uno de tus códigos de recuperación.

sign-up-heading = Crea una cuenta
sign-up-message = Con una sola cuenta entras en todos los sitios de aquí. Te escribimos para saber que la dirección es tuya.
sign-up-button = Envíame un correo
sign-up-too-often = Hoy se han creado muchas cuentas desde donde estás. Prueba otra vez mañana.
sign-up-mailed-heading = Mira tu correo
sign-up-mailed-message = Te hemos escrito. El enlace del correo sirve durante un día. Si no te llega nada, mira en la carpeta de correo no deseado.
sign-up-choose-heading = Tu nombre y tu contraseña
sign-up-choose-message = Para { $email }. Con esto tu cuenta queda lista.
sign-up-choose-button = Crear la cuenta

forgot-heading = Una contraseña nueva
forgot-message = Dinos el correo de tu cuenta. Te enviaremos un enlace para que elijas una contraseña nueva.
forgot-button = Envíame un enlace
forgot-mailed-heading = Mira tu correo
forgot-mailed-message = Si esta dirección tiene una cuenta, ya va un enlace en camino. Sirve durante una hora.
reset-choose-heading = Elige una contraseña nueva
reset-choose-message = Para { $email }. Se cerrará tu sesión en todas partes y después entrarás con la nueva.
reset-choose-button = Guardar la contraseña nueva

set-up-choose-heading = Te damos la bienvenida a tu paraguas
set-up-choose-message = No hay nadie aquí antes que tú. Crea tu cuenta: con ella cuidarás de todo.
set-up-choose-button = Empezar

stale-link-heading = Este enlace ya no sirve
stale-link-message = Estos enlaces sirven una sola vez y por poco tiempo. Quizá ya se usó, o se envió otro más reciente.
stale-link-go-on = Seguir

invitation-heading = Tienes una invitación
invitation-message = { $inviter } te invita a «{ $place }». Tu papel allí: { $role }.
invitation-message-nobody = Te invitan a «{ $place }». Tu papel allí: { $role }.
invitation-look = Ver primero { $place }
invitation-accept = Aceptar la invitación
invitation-sign-in = La invitación es para { $email }, que ya tiene una cuenta. Entra con ella para aceptar.
invitation-somebody-else = La invitación es para { $email }. Sal de tu cuenta y vuelve a abrir el enlace para aceptarla.

join-heading = Únete
join-message = ¿Quieres participar en { $name }? Quienes cuidan de este lugar te responderán por correo.
join-note = Unas palabras sobre ti
join-note-hint = Solo las leen quienes deciden.
join-button = Pedir unirme
join-waits = Has pedido unirte a { $name }. La respuesta te llegará por correo.
join-belongs = Ya participas en { $name }.
join-go = Ir al espacio de trabajo

account-heading = Tu cuenta
account-places = Dónde participas
account-no-places = Todavía no participas en ningún lugar.
account-you = Tú
account-security = Contraseña y segundo paso
account-security-link = Cuidar la seguridad de tu cuenta
account-sessions = Dónde tienes la sesión abierta
account-sessions-message = Si sales en un sitio, sales de todos los sitios en ese navegador.
account-device-unknown = Navegador desconocido
account-this-device = este

done-saved = Guardado.
done-signed-out = Has salido de tu cuenta.
done-password-set = Tu contraseña nueva está guardada. Entra con ella.
done-password-too-short = Quienes cuidan de un sitio necesitan una contraseña de al menos 15 caracteres. Elige una más larga, por favor.
done-passkey-first = Tu cuenta ya existe. Ahora añade tu llave de acceso.
done-second-factor-due = Quienes cuidan de un sitio necesitan un segundo paso para entrar. Configúralo para seguir, por favor.
done-join-asked = Tu solicitud va en camino.
done-joined = ¡Te damos la bienvenida! Ya formas parte de este lugar.
