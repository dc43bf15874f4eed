room-posts = Entradas
room-posts-heading = Entradas
room-pages = Páginas
room-pages-heading = Páginas
waiting-pending-posts = { $count ->
    [one] Hay un texto escrito que espera tu revisión.
   *[other] Hay { $count } textos escritos que esperan tu revisión.
}

## Lists
writing-write-post = Escribir una entrada
writing-write-page = Hacer una página
writing-arrange-pages = Cambiar el orden
writing-posts-none = Todavía no hay entradas.
writing-posts-none-hint = Cuenta qué pasó en la última reunión o qué estáis preparando. Bastan tres frases y una foto.
writing-posts-none-contributor = Escribe la primera. Cuando esté lista se la pasas a alguien que edita, y la publica.
writing-pages-none = Todavía no hay páginas.
writing-pages-none-hint = Las páginas son para lo que se queda: quiénes sois, cómo participar, dónde encontraros.
writing-tabs-label = Mostrar solo
writing-tab-all = Todo
writing-tab-draft = Borradores
writing-tab-pending = Por revisar
writing-tab-scheduled = Programado
writing-tab-published = Publicado
writing-tab-private = Para miembros
writing-tab-trashed = Papelera
writing-search = Buscar en los títulos
writing-who = De quién
writing-everybody = De cualquiera
writing-none-found = Nada lleva «{ $query }» en el título.
writing-none-here = Aquí no hay nada.
writing-bin-empty = La papelera está vacía. Lo que tiras se queda aquí treinta días.
writing-show-all = Mostrar todo
writing-back = Atrás
writing-more = Más
writing-see = Verla
writing-row-changed = última edición: { $day }
writing-row-scheduled = saldrá el { $day } a las { $time }
writing-row-trashed = en la papelera desde: { $day }
writing-mark-unsaved = cambios sin guardar
writing-mark-sticky = siempre arriba
writing-mark-password = con contraseña
writing-all-posts = Todas las entradas
writing-all-pages = Todas las páginas
writing-new-post = Una entrada nueva
writing-new-page = Una página nueva
writing-edit-post = Editar la entrada
writing-edit-page = Editar la página
writing-new-post-lead = Las entradas son noticias: llevan fecha, salen en el blog y llegan a quienes os siguen.
writing-new-page-lead = Las páginas son para lo que se queda: quiénes sois, cómo participar, dónde encontraros.

## States
writing-state-draft = Borrador
writing-state-draft-sentence = Solo lo ves tú y quienes editan.
writing-state-pending = Por revisar
writing-state-pending-sentence = Espera a que alguien que edita lo mire.
writing-state-scheduled = Programado
writing-state-scheduled-sentence = Saldrá el { $day } a las { $time } ({ $zone }).
writing-state-published = Publicado
writing-state-published-sentence = Desde el { $day } a las { $time }.
writing-state-private = Para miembros
writing-state-private-sentence = Lo ven los miembros y nadie más.
writing-state-trashed = En la papelera
writing-state-trashed-sentence = No se ve en ninguna parte.
writing-revisions = { $count ->
    [one] Un texto anterior
   *[other] { $count } textos anteriores
}
writing-link = Un enlace para que alguien lo lea antes
writing-link-there = Hay un enlace para leerlo antes
writing-whereabouts = ¿Dónde aparece?

## The editor
writing-title = Título
writing-source = Texto
writing-markdown-hint = Escribe como en un correo: una línea vacía empieza un párrafo, y con unos pocos signos hay negrita, listas y enlaces (se llama Markdown).
writing-markdown-examples = Ver los signos
writing-example-bold = negrita
writing-example-italic = inclinada
writing-example-heading = Qué traer
writing-example-heading-what = un título
writing-example-list = sopa
writing-example-list-what = una línea de una lista
writing-example-quote = dijo ella
writing-example-quote-what = una cita
writing-example-link = [nuestras amigas](https://example.org)
writing-example-link-what = un enlace
writing-example-more = <!--more-->
writing-example-more-what = las listas muestran lo que hay encima de esta línea
writing-html-hint = Este texto llegó de otro sitio como HTML. Puedes cambiarlo tal cual o pasarlo a Markdown, que es más fácil de escribir.
writing-to-markdown = Pasarlo a Markdown
writing-part-summary = Resumen e imagen
writing-summary = Resumen
writing-summary-hint = Una o dos frases para las listas y para quien lo comparta. Si lo dejas vacío, sale el comienzo del texto.
writing-picture = Imagen
writing-picture-none = Sin imagen
writing-part-topics = Temas y etiquetas
writing-topics = Temas
writing-topics-hint = Los temas son los mismos en todos los sitios de la red, así que también se encuentra allí.
writing-tags = Etiquetas
writing-tags-hint = Tus propias palabras, separadas por comas.
writing-part-readers = Quién puede leerlo
writing-visibility = Quién puede leerlo
writing-visibility-everybody = Cualquiera
writing-visibility-members = Solo los miembros
writing-visibility-members-hint = Los demás no encuentran nada ahí.
writing-visibility-password = Quien tenga la contraseña
writing-visibility-password-hint = El título se ve; el texto se abre con la contraseña de abajo.
writing-password = Contraseña
writing-password-hint = Solo hace falta si la elegiste arriba.
writing-password-kept = Tiene contraseña. Deja esto vacío para mantenerla o escribe otra.
writing-reach = ¿Dónde se puede mostrar?
writing-reach-umbrella = Aquí, en { $network } y en { $umbrella }
writing-reach-network = Aquí y en { $network }
writing-reach-site = Solo en { $site }
writing-reach-above = Aquí y en { $umbrella }
writing-comments = Se puede comentar
writing-part-date = Fecha
writing-date = Día
writing-time = Hora
writing-date-hint = Según los relojes de { $zone }. Si lo dejas vacío, es el momento en que publicas. Un día futuro espera hasta entonces.
writing-part-address = Dirección y lugar
writing-address = Dirección
writing-address-hint = Sale del título si la dejas vacía. Los enlaces antiguos siguen funcionando si la cambias.
writing-parent = Está debajo de
writing-parent-none = Nada: está por su cuenta
writing-position = Lugar entre sus vecinas
writing-position-hint = Los números bajos van primero.
writing-sticky = Dejarla arriba en la lista
writing-do-save = Guardar borrador
writing-do-update = Guardar cambios
writing-do-publish = Publicar
writing-do-publish-now = Publicar ahora
writing-do-schedule = Publicarlo entonces
writing-do-submit = Pasarlo a revisión
writing-do-preview = Ver cómo queda
writing-do-unpublish = Retirarlo
writing-do-withdraw = Volver a borrador
writing-do-bin = Tirarlo
writing-discard = Tirar estos cambios
writing-others = En este texto está ahora también: { $names }. Hablad antes de guardar cada quien por su lado.
writing-unsaved = Tienes cambios sin guardar ({ $day }, { $time }). Aquí están.
writing-meanwhile = { $name } guardó este texto después. Al guardar verás los dos.
writing-somebody = Alguien
writing-not-yours = Puedes leerlo, pero cambiarlo le toca a alguien que edita.
writing-step-impossible = Eso ya no es posible: ahora está en otro punto o ya no te toca cambiarlo. Lo que escribiste está abajo y queda guardado aparte.

## Two people, one text
writing-conflict-heading = Alguien más guardó esto
writing-conflict = { $name } guardó este texto ({ $day }, { $time }) mientras escribías.
writing-conflict-hint = No se pierde nada. Elige qué texto se queda; el otro sigue entre los textos anteriores.
writing-conflict-theirs = el suyo
writing-conflict-yours = el tuyo
writing-conflict-same = Los dos textos son iguales. Solo cambió algo alrededor, como la fecha o los temas.
writing-conflict-whole = Leer su texto
writing-keep-mine = Quedarme con el mío
writing-take-theirs = Tomar el suyo
writing-your-text = Tu texto

## What cannot be
writing-title-long = Un título tiene como mucho 300 caracteres.
writing-summary-long = Un resumen tiene como mucho 1000 caracteres.
writing-source-long = Este texto es demasiado largo para una página. Repártelo en varias.
writing-empty = Todavía no hay nada que publicar. Ponle un título o escribe algo.
writing-archived = Este sitio está archivado, así que aquí no se puede publicar nada nuevo.
writing-cannot = Así no se puede guardar. Mira la fecha y la dirección y prueba otra vez.
writing-date-missing = Elige el día en que debe publicarse.
writing-date-wrong = Escribe el día así: 2026-11-29.
writing-time-wrong = Escribe la hora así: 18:30.
writing-date-future = Ya está publicado. Para mostrarlo más tarde, retíralo primero y elige después el día.
writing-password-missing = Escribe la contraseña que lo abre.
writing-password-long = Aquí una contraseña tiene como mucho 128 caracteres.
writing-parent-wrong = No puede estar debajo de esa página. Elige otra.
writing-address-wrong = Una dirección se hace con letras, números y guiones, como mucho 120.
writing-address-taken = En esta dirección ya hay otra cosa. Elige otra.
writing-picture-wrong = Esa imagen ya no está en la biblioteca. Elige otra.
writing-tags-wrong = Como mucho 20 etiquetas, de 40 caracteres cada una.
writing-position-wrong = Escribe un número entre -9999 y 9999.

## What was done
done-writing-saved = Guardado.
done-writing-updated = Tus cambios ya se ven.
done-writing-published = Publicado.
done-writing-scheduled = Programado. Saldrá por sí solo.
done-writing-for-members = Los miembros ya pueden leerlo.
done-writing-submitted = ¡Gracias! Alguien que edita lo mirará.
done-writing-taken-back = Vuelve a ser un borrador y no se ve en ninguna parte.
done-writing-discarded = Tus cambios sin guardar ya no están. Esto es lo guardado.
done-writing-theirs = Este es su texto. El tuyo está entre los textos anteriores.
done-writing-markdown = Ahora es Markdown. El texto tal como era está entre los textos anteriores.
done-writing-binned = Está en la papelera.
done-writing-restored = Ha vuelto.
done-writing-deleted = Se ha borrado para siempre.
done-writing-brought-back = El texto anterior ha vuelto.
done-preview-revoked = El enlace ya no abre nada.

## Earlier texts
revisions-heading = Textos anteriores
revisions-lead = Cada vez que alguien guarda un cambio, el texto de antes se queda aquí.
revisions-now = El texto tal como está ahora
revisions-by = { $name }, { $day }, { $time }
revisions-none = Todavía no hay ninguno. Cuando guardes un cambio podrás volver al texto de antes.
revisions-all = Todos los textos anteriores
revision-heading = Un texto anterior
revision-since = Qué ha cambiado desde entonces
revision-key = En lo que sigue:
revision-gone = estaba entonces
revision-new = está ahora
revision-same = Es igual que el texto que hay ahora.
revision-whole = Leer el texto anterior
revision-bring-back = Recuperar este texto
revision-bring-back-hint = El texto que hay ahora pasa a ser uno anterior.
diff-left-out = igual

## Before it is published
preview-banner-label = Vista previa
preview-unsaved = Así quedará, con lo que aún no has guardado. Nadie más ve esta página.
preview-saved = Así quedará. Nadie más ve esta página.
preview-by-link = Un borrador: puedes leerlo porque tienes el enlace. Por favor, no lo pases.
preview-back = Volver a escribir
preview-link-heading = Un enlace para leerlo antes
preview-link-lead = Quien tenga el enlace puede leer lo que has guardado, sin cuenta, hasta que se publique o anules el enlace.
preview-link-here = El enlace
preview-link-once = Cópialo ahora. Solo se muestra esta vez.
preview-link-open = Abrirlo
preview-link-there = Ya hay un enlace. Por seguridad no se puede volver a mostrar.
preview-link-make = Hacer un enlace
preview-link-again = Hacer un enlace nuevo; el anterior ya no abrirá nada
preview-link-revoke = Anular el enlace

## The bin
bin-heading = En la papelera
bin-list = Volver a la lista
bin-what = «{ $title }» está en la papelera y no se ve en ninguna parte.
bin-until = Puedes recuperarlo hasta el { $day }. Después se borra.
bin-no-until = Puedes recuperarlo.
bin-restore = Recuperarlo
bin-delete = Borrarlo para siempre
bin-delete-hint = Desaparece al momento, con sus comentarios y textos anteriores, y nadie puede recuperarlo.
bin-delete-button = Borrar para siempre ahora

## The log
act-post-submitted = { $actor } pasó a revisión: { $subject }
act-post-published = { $actor } publicó: { $subject }
act-post-scheduled = { $actor } programó: { $subject }
act-post-for-members = { $actor } abrió a los miembros: { $subject }
act-post-taken-back = { $actor } retiró: { $subject }
act-post-changed = { $actor } cambió: { $subject }
act-post-binned = { $actor } tiró: { $subject }
act-post-restored = { $actor } recuperó: { $subject }
act-post-deleted = { $actor } borró para siempre: { $subject }
act-preview-shared = { $actor } hizo un enlace para leer esto antes de publicarlo: { $subject }
act-preview-revoked = { $actor } anuló el enlace de: { $subject }
