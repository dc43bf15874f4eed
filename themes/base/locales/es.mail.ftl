# Lo que dicen los correos, en español. Cada clave está en cada archivo de idioma, en el mismo orden.
# El asunto es una sola línea. Los nombres de personas y lugares vienen tal como se escribieron.

## En todos los correos
mail-greeting = Hola, { $name }:
mail-greeting-plain = Hola:
mail-link-below = Si el botón no funciona, copia esta dirección en tu navegador:
mail-footer = Este correo viene de { $umbrella }. Nada en él te vigila: ni imágenes ni rastreadores.

## Crear una cuenta y entrar
mail-verify-email-subject = ¿Es tuya esta dirección? Confírmala para { $umbrella }
mail-verify-email-text = Alguien, seguramente tú, ha dado esta dirección en { $umbrella }. Confirma que es tuya y podrás seguir.
mail-verify-email-button = Sí, es mi dirección
mail-verify-email-after = Si no has sido tú, no hagas caso de este correo. Sin tu clic no pasa nada.
mail-reset-password-subject = Elige una contraseña nueva para { $umbrella }
mail-reset-password-text = Has pedido una contraseña nueva en { $umbrella }. El enlace sirve una sola vez y por poco tiempo.
mail-reset-password-button = Elegir una contraseña nueva
mail-reset-password-after = Si no has sido tú, no hagas caso de este correo. Tu contraseña sigue igual.
mail-account-exists-subject = Ya tienes una cuenta en { $umbrella }
mail-account-exists-text = Alguien, seguramente tú, ha intentado crear una cuenta en { $umbrella } con esta dirección. Ya tienes una: solo tienes que entrar.
mail-account-exists-button = Entrar
mail-account-exists-reset = ¿Has olvidado la contraseña? Elige otra aquí:
mail-account-exists-after = Si no has sido tú, no tienes que hacer nada. A nadie se le ha dicho que tienes una cuenta.
mail-password-changed-subject = Tu contraseña ha cambiado
mail-password-changed-text = Se ha cambiado la contraseña de tu cuenta en { $umbrella }.
mail-password-changed-button = No he sido yo
mail-password-changed-after = Si has sido tú, todo está bien. Si no, no esperes: el enlace te muestra cómo recuperar tu cuenta.
mail-email-changed-subject = Tu cuenta tiene otra dirección
mail-email-changed-text = Tu cuenta en { $umbrella } tiene ahora otra dirección de correo. A partir de ahora, los correos de { $umbrella } llegan allí.
mail-email-changed-button = Ir a { $umbrella }
mail-email-changed-after = Si has sido tú, todo está bien. Si no, escribe cuanto antes a quienes llevan { $umbrella }. El enlace te lleva hasta ellos.
mail-second-factor-changed-subject = Ha cambiado tu forma de entrar
mail-second-factor-app-added = A partir de ahora, para entrar en { $umbrella } también se te pide un código de tu aplicación.
mail-second-factor-app-removed = Para entrar en { $umbrella } ya no se te pide el código de una aplicación.
mail-second-factor-passkey-added = Se ha añadido una llave de acceso a tu cuenta en { $umbrella }.
mail-second-factor-passkey-removed = Se ha quitado una llave de acceso de tu cuenta en { $umbrella }.
mail-second-factor-recovery-codes-renewed = Tu cuenta en { $umbrella } tiene códigos de recuperación nuevos. Los anteriores ya no sirven.
mail-second-factor-recovery-code-used = Alguien, seguramente tú, ha entrado en { $umbrella } con uno de tus códigos de recuperación.
mail-second-factor-reset = Se ha quitado de tu cuenta el segundo paso para entrar en { $umbrella }, para que puedas volver a entrar. Configúralo otra vez, por favor.
mail-second-factor-changed-button = No he sido yo
mail-second-factor-changed-after = Si has sido tú, todo está bien. Si no, no esperes: el enlace te muestra cómo recuperar tu cuenta.

## Participar
mail-invitation-subject = { $inviter } te invita a { $place }
mail-invitation-text = { $inviter } te invita a participar en { $place }, dentro de { $umbrella }.
mail-invitation-role = Tu papel allí: { $role }.
mail-invitation-written = { $inviter } escribe:
mail-invitation-button = Ver la invitación
mail-invitation-after = Si no conoces a esa persona, o prefieres no participar, no hagas caso de este correo.
mail-join-requested-subject = { $person } quiere unirse a { $place }
mail-join-requested-text = { $person } pide participar en { $place }. Puedes decir que sí o que no.
mail-join-requested-written = { $person } escribe:
mail-join-requested-button = Responder
mail-join-accepted-subject = Te damos la bienvenida a { $place }
mail-join-accepted-text = Pediste participar en { $place }, y la respuesta es sí. Qué bien que estés.
mail-join-declined-subject = Tu solicitud para unirte a { $place }
mail-join-declined-text = Pediste participar en { $place }. Esta vez la respuesta es no.
mail-join-answered-written = Lo que dicen al respecto:
mail-join-answered-button = Ir a { $place }
mail-role-changed-subject = Tu papel en { $place } ha cambiado
mail-role-changed-text = { $by } ha cambiado tu papel en { $place }.
mail-role-changed-role = Tu papel allí es ahora: { $role }.
mail-role-changed-button = Ir a { $place }
mail-removed-subject = Ya no participas en { $place }
mail-removed-text = { $by } ha puesto fin a tu participación en { $place }. Tu cuenta en { $umbrella } se mantiene.
mail-removed-written = { $by } escribe:
mail-handed-over-subject = { $place } está ahora en tus manos
mail-handed-over-text = { $by } ha puesto { $place } en tus manos. Ahora decides tú quién participa y qué se muestra.
mail-handed-over-button = Ocuparme de { $place }

## Sitios
mail-site-requested-subject = { $person } pide un sitio: { $site }
mail-site-requested-text = { $person } quiere tener un sitio en { $place }. Se llamaría «{ $site }».
mail-site-requested-button = Ver la solicitud
mail-site-approved-subject = { $site } está listo
mail-site-approved-text = El sitio que pediste, «{ $site }», ya existe. Escribe una primera entrada o anuncia un primer evento, y la gente lo encontrará.
mail-site-approved-button = Ir a tu sitio
mail-site-declined-subject = Tu solicitud de { $site }
mail-site-declined-text = Pediste un sitio llamado «{ $site }». Esta vez { $place } dice que no.
mail-site-declined-written = El motivo:
mail-site-declined-after = Puedes volver a pedirlo cuando las cosas hayan cambiado.
mail-site-suspended-subject = { $site } está cerrado por ahora
mail-site-suspended-text = Quienes llevan la red han cerrado «{ $site }». Quien lo visita ve un aviso. No se ha borrado nada.
mail-site-suspended-written = El motivo:
mail-site-suspended-button = No estoy de acuerdo
mail-site-suspended-after = Si lo ves de otra manera, dilo. Alguien volverá a mirarlo.
mail-site-restored-subject = { $site } está abierto otra vez
mail-site-restored-text = Cualquiera puede visitar «{ $site }» de nuevo. Todo está donde estaba.
mail-site-restored-button = Ir al sitio
mail-appeal-made-subject = { $site } no está de acuerdo con su cierre
mail-appeal-made-text = Quienes cuidan de «{ $site }» te piden que vuelvas a mirar por qué se cerró.
mail-appeal-made-written = Escriben:
mail-appeal-made-button = Responder
mail-domain-detached-subject = { $domain } ya no lleva a { $site }
mail-domain-detached-text = El dominio { $domain } lleva un tiempo apuntando a otro lugar, así que lo hemos quitado de «{ $site }». El sitio sigue en su dirección de aquí y no se ha perdido nada.
mail-domain-detached-button = Ver los dominios
mail-domain-detached-after = Cuando { $domain } vuelva a apuntar aquí, podrás conectarlo de nuevo.

## Comentarios y moderación
mail-stop = ¿Prefieres no recibir estos correos de { $place }? Desactívalos aquí:
mail-comment-writes = { $person } escribe:
mail-comment-written-subject = { $person } comentó «{ $title }»
mail-comment-written-text = { $person } comentó «{ $title }» en { $place }.
mail-comment-written-button = Leer el comentario
mail-comment-answered-subject = { $person } te respondió en «{ $title }»
mail-comment-answered-text = { $person } respondió a tu comentario sobre «{ $title }» en { $place }.
mail-comment-answered-button = Leer la respuesta
mail-queue-waiting-subject = Algo te espera en { $place }
mail-queue-waiting-text = En { $place } hay algo que espera a que alguien lo mire. Escribimos como mucho una vez por hora.
mail-queue-waiting-button = Mirarlo
mail-moderated-hidden-subject = Algo tuyo está oculto en { $place }
mail-moderated-hidden-text = Quienes cuidan de { $place } ya no muestran esto: «{ $title }».
mail-moderated-warned-subject = Unas palabras de { $place }
mail-moderated-warned-text = Quienes cuidan de { $place } te piden que tengas cuidado. Se trata de esto: «{ $title }». Puedes seguir como antes.
mail-moderated-muted-subject = Por un tiempo no puedes escribir en { $place }
mail-moderated-muted-text = Quienes cuidan de { $place } te piden una pausa: puedes leerlo todo, pero no escribir. Se trata de esto: «{ $title }».
mail-moderated-banned-subject = Ya no puedes participar en { $place }
mail-moderated-banned-text = Quienes cuidan de { $place } han puesto fin a tu participación allí. No puedes escribir ni unirte. Se trata de esto: «{ $title }». Tu cuenta se mantiene.
mail-moderated-until = Termina por sí solo el { $until }.
mail-moderated-reason = Lo que dicen al respecto:
mail-moderated-button = Verlo y responder
mail-moderated-after = Si lo ves de otra manera, pide que se mire otra vez. Lo mirará otra persona, no quien lo decidió.
mail-moderation-appealed-subject = { $person } pide otra mirada en { $place }
mail-moderation-appealed-text = { $person } no está de acuerdo con lo que se decidió en { $place } y te pide que lo mires otra vez.
mail-moderation-appealed-button = Mirarlo
mail-moderation-reviewed-subject = Se ha mirado otra vez en { $place }
mail-moderation-reviewed-upheld = Otra persona ha vuelto a mirar aquello con lo que no estabas de acuerdo en { $place }. Se queda como se decidió.
mail-moderation-reviewed-reversed = Otra persona ha vuelto a mirar aquello con lo que no estabas de acuerdo en { $place } y lo ha retirado.
mail-moderation-reviewed-button = Ver la respuesta
mail-report-settled-subject = Qué pasó con tu aviso en { $place }
mail-report-settled-acted = Avisaste a { $place } de «{ $title }». Alguien lo miró e hizo algo al respecto. Gracias.
mail-report-settled-kept = Avisaste a { $place } de «{ $title }». Alguien lo miró y vio que puede quedarse. Gracias por avisar.
mail-report-settled-button = Cómo se modera { $place }

## Llevarse las cosas
mail-site-packed-subject = Se ha empaquetado { $place }
mail-site-packed-text = { $by } empaquetó todo lo que hay en { $place }, para llevárselo o guardar una copia.
mail-site-packed-along = Dentro van los nombres, correos y papeles de quienes lo aceptaron.
mail-site-packed-left = No va dentro el nombre ni el correo de ningún miembro.
mail-site-packed-button = Ver lo empaquetado
mail-site-packed-after = Recibes este correo porque también cuidas el sitio. Si te sorprende, pregunta a { $by }.
mail-account-erased-subject = Tu cuenta en { $umbrella } está borrada
mail-account-erased-text = Tu cuenta en { $umbrella } está borrada, con todo lo que era suyo. Nadie puede entrar ya con ella.
mail-account-erased-after = Este es el último correo: ahora también olvidamos tu dirección.

## Probar
mail-test-subject = El correo de { $umbrella } funciona
mail-test-text = Esto es solo una prueba. Si puedes leerlo, { $umbrella } puede enviar correo.
