# Comentarios, avisos, y quienes cuidan de que un lugar sea seguro.
room-queue = Por mirar
room-queue-heading = Por mirar

## Debajo de una entrada
comment-heading = Escribir un comentario
comment-title = Escribir un comentario
comment-answer = Responder
comment-answer-heading = Responder a { $name }
comment-as = Escribes como { $name }.
comment-name = Tu nombre
comment-name-hint = El que quieras. Sin cuenta y sin correo.
comment-name-wrong = Escribe un nombre de { $most } caracteres como mucho.
comment-text = Tu comentario
comment-text-hint = Los *asteriscos* destacan palabras, y una dirección se convierte en enlace.
comment-text-empty = Todavía no hay nada escrito.
comment-send = Enviar
comment-sign-in-hint = ¿Tienes una cuenta?
comment-sign-in = Escribe con tu propio nombre
comment-no-guests = Aquí solo comenta quien tiene una cuenta. Lo que escribiste no se pierde: cópialo y luego entra.
comment-too-often = Fue mucho en poco tiempo. Espera unos minutos y pulsa el botón otra vez.
comment-muted = Por ahora no puedes escribir aquí. Te hemos enviado un correo que dice por qué.
comment-banned = Ya no puedes escribir aquí. Te hemos enviado un correo que dice por qué.
comment-sent-title = Tu comentario
comment-sent-heading = Gracias
comment-sent-shown = Tu comentario ya está debajo de la entrada.
comment-sent-held = Tu comentario ha llegado. Se muestra en cuanto alguien de aquí lo haya mirado.
comment-sent-back = Volver a «{ $title }»
form-trap = Deja esto vacío
form-too-quick = Eso fue muy rápido. Para saber que no eres un programa: pulsa el botón una vez más.
form-stale = Esta página estuvo mucho tiempo abierta. No se pierde nada: pulsa el botón una vez más.

## Avisar
report-link = Avisar
report-what-post = sobre esta entrada
report-what-page = sobre esta página
report-what-event = sobre este evento
report-what-site = sobre este sitio
report-what-entry = sobre lo que dijo { $source } { $when }
report-what-comment = sobre el comentario de { $name }
report-what-person = sobre { $name }
report-heading = Avisar de algo
report-lead = Lo mirarán quienes cuidan de { $name }. Nadie más ve quién avisó.
report-about = Se trata de
report-about-site = todo el sitio
report-reason = ¿Qué está mal?
report-reason-wrong = Elige lo que mejor encaje.
report-note = ¿Qué deberían saber?
report-send = Enviar el aviso
report-sign-in-hint = ¿Quieres saber qué pasa después?
report-sign-in = Avisa con tu cuenta
report-hear = Le diremos a { $name } por correo qué pasó.
report-sent-heading = Gracias
report-sent-guest = Tu aviso ha llegado. Alguien de aquí lo mirará.
report-sent-person = Tu aviso ha llegado. Recibirás un correo cuando alguien lo haya mirado.
report-too-often = Fue mucho en poco tiempo. Espera una hora y pulsa el botón otra vez.
report-back-there = Volver a donde está
report-back = Volver a { $name }
reason-spam = Publicidad
reason-hate = Ataca a personas por lo que son
reason-harassment = Va contra alguien
reason-private = Cuenta lo que alguien quiere guardar para sí
reason-danger = Llama a hacer daño o pone a alguien en peligro
reason-false = No es verdad, o no es quien dice ser
reason-off-topic = No es de ese lugar
reason-other = Otra cosa

## Lo que espera
queue-lead = Lo que espera a que alguien lo mire. Lo más urgente está primero.
queue-filter-label = Mostrar
queue-show-waiting = Todo lo que espera
queue-show-reports = Avisos
queue-show-comments = Comentarios que esperan
queue-show-shown = Comentarios a la vista
queue-show-spam = Publicidad
queue-search = Buscar en los comentarios
queue-empty = No hay nada que espere. Cuando llegue un comentario, un aviso o una solicitud, estará aquí.
queue-none-found = Nada encaja con eso.
queue-all = Todo lo que espera
queue-rules-link = ¿Qué comentarios esperan?
queue-acts-link = Lo que se hizo
queue-appeals = Piden otra mirada
queue-appeal = { $name } no está de acuerdo con esto: { $title }
queue-appeal-answer = Mirar otra vez
queue-reports = Avisos
queue-comments = Comentarios que esperan
queue-see = verlo
queue-joins = Quieren unirse
queue-join-answer = Responder con unas palabras
queue-join-accept = Dar la bienvenida
queue-join-decline = Ahora no
queue-posts = Entradas por revisar
queue-post-look = Leerla
queue-shown = Comentarios a la vista
queue-spam = Apartados como publicidad
queue-under = en { $title }
queue-guest = sin cuenta
queue-reported-by-guest = Avisó alguien sin cuenta
queue-reported-by = Avisó { $name }
queue-choose = Elegir esto
queue-approve = Mostrarlo
queue-keep = Está bien
queue-spam-button = Publicidad
queue-more = Más
queue-more-about = sobre { $name }
queue-chosen-heading = Con lo que has elegido
queue-chosen-reason = Motivo, para ocultar
queue-hide = Ocultar
queue-undo = Deshacer
queue-older = Más
queue-newer = Atrás
held-everybody = esperan todos
held-first = primera vez aquí
held-links = muchos enlaces
held-words = una de vuestras palabras
held-capitals = a gritos
held-repetition = se repite
held-mostly-links = casi todo enlaces
held-trap = rellenó lo que nadie ve

## Una cosa
item-back = Volver a lo que espera
item-comment-heading = Comentario de { $name }
item-report-heading = Aviso: { $reason }
item-status-approved = a la vista
item-status-pending = espera
item-status-spam = publicidad
item-status-trashed = oculto
item-gone = Ya no está.
item-network = ¿Quién comparte esta red?
item-network-hint = Dice cuántas personas más escribieron aquí esta semana desde la misma red, nunca desde cuál. Que lo has mirado queda en el registro.
item-network-result = { $accounts ->
        [0] Nadie más con cuenta escribió aquí esta semana desde esta red.
        [one] Comparte la red con otra cuenta de aquí.
       *[other] Comparte la red con otras { $accounts } cuentas de aquí.
    }
item-network-guests = { $count ->
        [one] De allí vino un comentario más sin cuenta.
       *[other] De allí vinieron { $count } comentarios más sin cuenta.
    }
item-network-unknown = De su red ya no se sabe nada.
item-why = Por qué
item-why-hint = Esto acompaña a lo que elijas abajo.
item-warn-needs-words = Di con pocas palabras qué no estuvo bien: un aviso sin palabras no ayuda a nadie.
item-ban-days = Cuánto dura la exclusión
item-decide = Qué hacer
item-reason = Motivo
item-note = Unas palabras para { $name }
item-note-hint = Van en el correo que recibe { $name }. Allí se explica cómo pedir otra mirada.
item-hide = Ocultarlo
item-person-heading = Sobre { $name }
item-person-none = Se escribió sin cuenta: no hay a quién escribir.
item-person-above = { $name } tiene aquí tanto como tú. Pregunta a alguien que tenga más.
item-days = ¿Por cuánto tiempo?
item-days-1 = Un día
item-days-7 = Una semana
item-days-30 = Un mes
item-days-365 = Un año
item-days-0 = Hasta que se retire
item-warn = Advertir
item-warn-hint = Un correo con tus palabras; nada más cambia.
item-mute = Pausa
item-mute-hint = Puede leer todo, pero no escribir.
item-ban = Expulsar de este sitio
item-ban-hint = Ya no pertenece aquí, no escribe y no puede unirse.
item-note-too-long = Es demasiado largo: { $most } caracteres como mucho.
item-ban-needs-days = Una pausa termina algún día: elige por cuánto tiempo.

## Lo que se hizo
act-heading = Una decisión
acts-heading = Lo que se hizo
acts-lead = Todo lo que hicieron quienes cuidan de este lugar, lo más nuevo primero. Cada cosa se puede retirar.
acts-empty = Todavía no se ha hecho nada.
acts-older = Anteriores
acts-newest = Lo más nuevo
moderated-approved = mostró
moderated-hidden = ocultó
moderated-spam = apartó como publicidad
moderated-kept = dejó como está
moderated-warned = advirtió
moderated-muted = dio una pausa
moderated-banned = expulsó
act-sentence-approved = { $actor } mostró: { $title }
act-sentence-hidden = { $actor } ocultó: { $title }
act-sentence-spam = { $actor } apartó como publicidad: { $title }
act-sentence-kept = { $actor } dejó como está: { $title }
act-sentence-warned = { $actor } advirtió a { $person }: { $title }
act-sentence-muted = { $actor } dio una pausa a { $person }: { $title }
act-sentence-banned = { $actor } expulsó a { $person }: { $title }
act-somebody = alguien
act-undone = retirado { $when }
act-undo-button = Retirarlo
act-undo-hint = Entonces todo queda como estaba antes. Un correo que ya salió no se puede recoger.
act-reason = Motivo: { $reason }
act-note = Se le dijo:
act-appeal-heading = Piden otra mirada
act-appeal-open = Todavía no ha respondido nadie.
act-appeal-upheld = Se queda como se decidió.
act-appeal-reversed = Se retiró.
act-appeal-not-you = Esto lo responde otra persona: no decide quien actuó ni a quien afecta.
act-appeal-answer = Tu respuesta
act-appeal-uphold = Se queda
act-appeal-reverse = Retirarlo

## Qué comentarios esperan
comment-rules-heading = Comentarios
comment-rules-lead = Quién puede comentar, y qué comentarios esperan a que alguien los mire.
comment-rules-on = Quienes visitan pueden comentar
comment-rules-on-hint = Si se desactiva, lo que hay se queda y no llega nada nuevo. También se puede cerrar cada entrada por separado.
comment-rules-guests = También sin cuenta
comment-rules-guests-hint = Entonces basta con un nombre.
comment-rules-hold = ¿Qué comentarios esperan?
comment-rules-hold-everybody = Todos
comment-rules-hold-first = Los de quienes nadie conoce aquí todavía, y lo que parece sospechoso
comment-rules-hold-suspicious = Solo lo que parece sospechoso
comment-rules-hold-nobody = Ninguno
comment-rules-links = ¿Cuántos enlaces están bien?
comment-rules-links-hint = Un comentario con más enlaces espera.
comment-rules-links-wrong = Escribe un número de 0 a 50.
comment-rules-words = Palabras que hacen esperar un comentario
comment-rules-words-hint = Una en cada línea.
comment-rules-words-wrong = Como mucho { $most } palabras de 60 caracteres cada una.

## Para quien afecta
own-acts-heading = Sobre ti, en { $name }
own-acts-lead = Lo que decidieron quienes cuidan de { $name } sobre ti o sobre lo que escribiste.
own-acts-none = Nada. Todo está bien.
own-acts-silenced-mute = Por ahora no puedes escribir aquí. Puedes leerlo todo.
own-acts-silenced-ban = Ya no puedes escribir aquí ni unirte.
own-acts-until = Termina por sí solo el { $date }.
own-act-hidden = Esto ya no se muestra: { $title }
own-act-spam = Esto se tomó por publicidad y no se muestra: { $title }
own-act-warned = Se te pidió que tengas cuidado: { $title }
own-act-muted = Se te pidió una pausa: { $title }
own-act-banned = Tu participación aquí terminó: { $title }
own-act-undone = Esto se retiró.
own-act-appeal-heading = ¿Lo ves de otra manera?
own-act-appeal-lead = Dilo, una vez. Lo mirará otra persona, no quien lo decidió, y recibirás un correo.
own-act-appeal-text = ¿Qué deberían saber?
own-act-appeal-text-wrong = Escribe entre 1 y { $most } caracteres.
own-act-appeal-send = Pedir otra mirada
own-act-appealed = Pediste otra mirada:
own-act-answer = Su respuesta:
own-acts-all = Todo lo que hay sobre ti aquí
mails-heading = Correos de { $name }
mails-lead = Tú decides sobre qué te escribe { $name }. Lo que afecta a tu cuenta llega siempre.
mails-comments = Cuando alguien comenta lo que escribí
mails-answers = Cuando alguien responde a mi comentario
mails-waiting = Cuando algo espera a que se mire

## En números
footer-moderation = Cómo moderamos
transparency-heading = Cómo se modera { $name }
transparency-lead = Todo lo que hicieron quienes cuidan de este lugar, en números. Sin nombres, nunca.
transparency-how = Los comentarios de quienes nadie conoce aquí todavía pueden esperar a que alguien los mire. A quien afecta una decisión se le dice por qué, y puede pedir otra mirada: la de otra persona, no la de quien decidió.
transparency-none = Todavía no ha hecho falta nada.
transparency-quarter = De { $from } a { $to } de { $year }
transparency-reason-count = { $reason }: { $count }
transparency-act-approved = Comentarios mostrados tras mirarlos
transparency-act-hidden = Oculto
transparency-act-spam = Apartado como publicidad
transparency-act-kept = Con aviso, y dejado como está
transparency-act-warned = Personas advertidas
transparency-act-muted = Personas en pausa
transparency-act-banned = Personas expulsadas
transparency-undone = Retirado por iniciativa propia
transparency-appeals = Peticiones de otra mirada
transparency-appeals-outcome = { $all }; se quedó: { $upheld }, se retiró: { $reversed }, sin respuesta todavía: { $open }
transparency-median = Lo que esperó la mitad, como mucho
transparency-minutes = { $count ->
        [one] un minuto
       *[other] { $count } minutos
    }
transparency-hours = { $count ->
        [one] una hora
       *[other] { $count } horas
    }
transparency-days = { $count ->
        [one] un día
       *[other] { $count } días
    }
transparency-report = Avisar de algo

## Lo que se hizo, en una frase
done-approved = Ya se muestra.
done-hidden = Está oculto. Quien lo escribió con una cuenta recibe un correo.
done-spam = Está apartado como publicidad.
done-kept = Se queda. Quien avisó lo sabrá.
done-warned = Recibe un correo con tus palabras.
done-muted = Tiene una pausa, y recibe un correo.
done-banned = Está fuera, y recibe un correo.
done-acted = Hecho.
done-act-undone = Está como estaba antes.
done-queue-gone = Alguien fue más rápido. No se ha cambiado nada.
done-queue-none = Elige algo antes: cada cosa tiene su casilla.
done-comment-rules = Está guardado.
done-appeal-upheld = Se queda. Recibe un correo con tu respuesta.
done-appeal-reversed = Está retirado. Recibe un correo con tu respuesta.
done-appeal-sent = Está en camino. Recibirás un correo con la respuesta.
done-silenced = Por ahora no puedes escribir aquí: no se ha guardado nada.
done-mails-saved = Está guardado.

## Junto a otras cosas
waiting-comments = { $count ->
        [one] Un comentario espera a que se mire.
       *[other] { $count } comentarios esperan a que se miren.
    }
waiting-reports = { $count ->
        [one] Un aviso espera a que se mire.
       *[other] { $count } avisos esperan a que se miren.
    }
waiting-moderation-appeals = { $count ->
        [one] Alguien pidió otra mirada.
       *[other] { $count } personas pidieron otra mirada.
    }
act-moderated = { $actor } { $role }: { $subject }
act-moderation-undone = { $actor } retiró: { $role }: { $subject }
act-moderation-reviewed = { $actor } respondió a quien pidió otra mirada: { $subject }
act-network-looked = { $actor } miró quién comparte red con { $subject }.
act-comment-rules-changed = { $actor } cambió qué comentarios esperan.
