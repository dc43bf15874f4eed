# People of a place: who belongs, who is invited, what was done.
room-people = Personas
room-people-heading = Personas
room-membership = Mi lugar aquí
room-membership-heading = Mi lugar aquí
room-log = Registro
room-log-heading = Lo que se ha hecho aquí

role-member-hint = es del grupo y lee lo que es para integrantes
role-contributor-hint = escribe entradas que publican otras personas
role-author-hint = escribe y publica sus propias entradas
role-editor-hint = publica y cambia las entradas de todo el grupo
role-manager-hint = cuida de las personas, el aspecto y las funciones de este sitio
role-network-admin-hint = cuida esta red y todos sus sitios
role-umbrella-admin-hint = lo cuida todo

## The list
people-lead = Todas las personas de { $name }, y lo que puede hacer cada una.
people-invite = Invitar a alguien
people-requests = Quieren participar
people-answer = Responder
people-here = Quiénes están aquí
people-search = Buscar a alguien por su nombre
people-you = (tú)
people-since = desde el { $date }
people-none = Todavía no hay nadie. Invita a las primeras personas.
people-none-found = Aquí nadie se llama «{ $query }».
people-above = Quiénes cuidan este lugar desde arriba
people-above-hint = Pueden hacer aquí lo mismo que quien lo administra.
people-above-more = { $count ->
    [one] y una persona más
   *[other] y { $count } más
}
people-all = Todas las personas
people-back = Atrás
people-more = Más personas
people-invitations = Invitaciones que esperan respuesta
people-invitation-until = sirve hasta el { $date }
people-withdraw = Retirar

## Inviting and answering
people-invite-message = Recibirá un correo con un enlace que sirve una sola vez, durante dos semanas. Si aún no tiene cuenta, la crea de paso.
people-role = Papel
people-role-hint = Lo puedes cambiar después. Nadie puede dar un papel mayor que el suyo.
people-role-wrong = Elige uno de estos papeles.
people-note = Unas palabras para acompañar
people-note-hint = Irán en el correo.
people-invite-button = Enviar la invitación
people-request-heading = { $name } quiere participar
people-request-no-note = No escribió nada más.
people-reason = Unas palabras sobre esto
people-answer-hint = { $name } las leerá en el correo con tu respuesta.
people-accept = Darle la bienvenida
people-decline = Decir que no

## One person
person-own-name = En su cuenta se llama: { $name }
person-role-hint = Se lo contamos a { $name } por correo.
person-role-button = Cambiar el papel
person-removal-heading = Quitar del grupo
person-removal-hint = Entonces { $name } ya no será de aquí. Lo que escribió se queda.
person-removal-link = Quitar a { $name }
person-removal-question = ¿Quitar a { $name }?
person-removal-message = { $name } pierde al momento todo permiso aquí y recibe un correo. Su cuenta sigue, y lo que escribió también. Puedes volver a invitarle.
person-removal-reason-hint = { $name } lo leerá en el correo, y quedará en el registro.
person-removal-button = Sí, quitar
people-last-keeper = Un lugar necesita a alguien que lo cuide. Dale antes a otra persona el papel de { $role }.
people-refused = No puedes cambiar el papel de quien tiene uno mayor que el tuyo.
people-too-often = Han sido muchas invitaciones. Espera a que respondan algunas, o prueba otra vez mañana.

## One’s own part
membership-lead = Formas parte de { $name }.
membership-role = { $role }: { $hint }.
membership-from-above = Cuidas este lugar desde arriba, como { $role }.
membership-none-here = No tienes ningún papel propio en { $name }, así que no hay nada que dejar ni que pasar.
membership-called = Cómo te llamas aquí
membership-called-label = Tu nombre en { $name }
membership-called-hint = Si lo dejas vacío, será el de tu cuenta: { $name }
membership-called-wrong = Un nombre tiene como mucho { $most } letras, y todas se ven.
membership-hand-over = Pasar el relevo
membership-hand-over-hint = Elige a quien cuidará este lugar desde ahora. Tú sigues como integrante.
membership-hand-over-link = Elegir a quién
membership-hand-over-message = La persona que elijas recibe al momento el papel de { $role } y un correo. Tú pasas a ser integrante. Solo esa persona podrá deshacerlo.
membership-hand-over-not-yours = Solo quien tiene el papel de { $role } en { $name } puede pasar el relevo.
membership-hand-over-button = Pasar el relevo
membership-successor = ¿Quién lo cuidará desde ahora?
membership-successor-choice = { $name } ({ $role })
membership-successor-wrong = Elige a una de las personas de aquí.
membership-successor-more = Hay más personas. Busca un nombre arriba.
membership-successor-nobody = Todavía no hay nadie más aquí. Invita a la persona a quien quieres pasar el relevo.
membership-leave = Salir
membership-leave-hint = Puedes volver a pedir participar en { $name } cuando quieras.
membership-leave-link = Salir de este lugar
membership-leave-question = ¿Salir de { $name }?
membership-leave-message = Pierdes al momento tu papel aquí. Tu cuenta sigue, y lo que escribiste también.
membership-leave-button = Sí, salir

## The log
log-lead = Quienes cuidan este lugar pueden leer aquí qué se hizo, quién lo hizo y por qué.
log-empty = Todavía no se ha hecho nada. Aquí aparecerán las invitaciones, los papeles, las funciones y los ajustes.
log-reason = Por qué: { $reason }
log-newest = A lo más reciente
log-older = Anteriores
log-nobody = La administración
log-quota-usual = lo de costumbre
act-founded = { $actor } fundó: { $subject }.
act-role-given = { $actor } dio a { $subject } el papel de { $role }.
act-invited = { $actor } invitó a alguien con el papel de { $role }.
act-invitation-withdrawn = { $actor } retiró una invitación con el papel de { $role }.
act-joined = { $actor } aceptó una invitación con el papel de { $role }.
act-join-declined = { $actor } dijo que no a la petición de { $subject }.
act-left = { $subject } salió.
act-removed = { $actor } quitó a { $subject } del grupo.
act-handed-over = { $actor } pasó el relevo a { $subject }.
act-feature-enabled = { $actor } activó: { $subject }.
act-feature-disabled = { $actor } desactivó: { $subject }.
act-offer-changed = { $actor } cambió qué funciones pueden tener los sitios.
act-settings-changed = { $actor } cambió los ajustes.
act-start-mode-changed = { $actor } cambió quién puede crear sitios.
act-site-granted = { $actor } aprobó un sitio: { $subject }.
act-site-declined = { $actor } rechazó un sitio: { $subject }.
act-archived = { $actor } archivó este lugar.
act-restored = { $actor } volvió a abrir este lugar.
act-suspended = { $actor } cerró este lugar.
act-hidden = { $actor } dejó este lugar solo para sus integrantes.
act-appealed = { $actor } pidió que se revise el cierre.
act-moved = { $actor } trasladó este sitio: { $subject }.
act-renamed = { $actor } cambió la dirección de este lugar: { $subject }.
act-domain-named = { $actor } indicó un dominio: { $subject }.
act-domain-proved = Se comprobó que el dominio { $subject } es de aquí.
act-domain-detached = { $actor } quitó el dominio { $subject }.
act-quota-set = { $actor } cambió cuántos megabytes se pueden subir: { $subject }.
act-media-removed = { $actor } quitó un archivo de la biblioteca: { $subject }.
act-template-marked =
    { $subject ->
        [yes] { $actor } convirtió este sitio en plantilla.
       *[other] { $actor } quitó este sitio de las plantillas.
    }

done-invited = La invitación está en camino.
done-invitation-withdrawn = La invitación se ha retirado. Su enlace ya no sirve.
done-join-accepted = Ya es del grupo, y recibe un correo.
done-join-declined = Recibe un correo con tu respuesta.
done-join-gone = Eso ya estaba respondido.
done-role-changed = El papel ha cambiado. Se lo contamos por correo.
done-removed = Ya no es del grupo, y recibe un correo.
done-left = Has salido.
done-handed-over = Has pasado el relevo. ¡Gracias por tu trabajo!
