room-library = Biblioteca
room-library-heading = Imágenes y archivos

## Looking through
library-lead = Todo lo que tus textos pueden mostrar: imágenes, documentos, grabaciones.
library-add = Añadir imágenes y archivos
library-add-hint = Haz una foto o elige tantos archivos como quieras. Dónde y con qué aparato se hizo una foto se quita antes de que nadie la vea.
library-upload = Subir
library-empty = Todavía no hay nada. La primera foto que añadas puede ir en una entrada, en la portada o junto a un evento.
library-files = Lo que hay
library-search = Busca por nombre o descripción
library-filters = Mostrar solo
library-filter-all = Todo
library-filter-picture = Imágenes
library-filter-document = Documentos
library-filter-recording = Grabaciones
library-filter-without-alt = Sin descripción ({ $count })
library-filter-unused = Sin usar
library-none-found = Nada se llama «{ $query }» ni está descrito así.
library-none-here = Aquí no hay nada.
library-older = Anteriores
library-waiting = Preparándose
library-not-taken = No se pudo leer
library-lacks-words = ¿Qué se ve?
library-room = Espacio
library-quota = Se usan { $used } de { $all }.
library-nearly-full = Queda poco: mira en «Sin usar» qué se puede quitar.
library-kilobytes = { $count } KB
library-megabytes = { $count } MB
library-gigabytes = { $count } GB
library-taken =
    { $count ->
        [one] Se añadió un archivo. Estos no:
       *[other] Se añadieron { $count } archivos. Estos no:
    }
library-choose-first = Elige primero un archivo.

## While it uploads
library-words-waiting = En espera
library-words-ready = Ya está aquí.
library-words-failed = No llegó. Comprueba tu conexión y prueba otra vez.
library-words-describe = Di qué se ve
library-words-show = Verlos todos
library-words-progress = Subiendo

## One file
library-back = Todas las imágenes y archivos
library-waiting-long = Se está preparando. Ya puedes usarla: aparecerá enseguida.
library-no-sound = Tu navegador no puede reproducir esto.
library-open = Descargar
library-look-document = Se quitó quién lo escribió y cuándo, donde fue posible. Algunos PDF guardan nombres escondidos, y los comentarios y cambios marcados se quedan: míralo antes de publicarlo.
library-look-recording = Se quitaron los nombres, lugares e imágenes que llevaba. Lo que se dice en ella se queda.
library-alt = ¿Qué se ve?
library-alt-hint = Una frase para quienes no pueden verla, como la dirías por teléfono. «Cuarenta personas con pancartas en el puente de piedra.»
library-decoration = Es solo decoración
library-decoration-hint = No dice nada que no diga el texto.
library-caption = Texto bajo la imagen
library-caption-hint = Quién la hizo, cuándo, para qué.
library-too-long = Es demasiado largo. Dilo con menos palabras.
library-focal = Lo que debe verse siempre
library-focal-hint = En algunas pantallas la imagen se recorta por los bordes. Toca la imagen donde están las caras o mueve los dos controles.
library-focal-x = De lado a lado
library-focal-y = De arriba abajo
library-focal-card = En una lista
library-focal-gallery = En una galería
library-not-yours = Esta imagen la trajo otra persona. Quienes editan pueden cambiar lo que se dice de ella.
library-next = La siguiente sin descripción
library-places = Dónde se usa
library-nowhere = En ningún sitio todavía.
library-place-post = En la entrada «{ $title }»
library-place-page = En la página «{ $title }»
library-place-event = En el evento «{ $title }»
library-place-logo = Como logotipo
library-place-header = Como imagen de arriba
library-place-look = En la portada
library-facts = Detalles
library-name = Nombre
library-arrived = Añadido
library-measures = Medidas
library-pixels = { $width } × { $height } píxeles
library-size = Ocupa
library-address = Dirección
library-removal = Quitarlo
library-removal-used = Se puede quitar cuando ya nada lo muestre.
library-removal-lead = Nada lo muestra. Una vez quitado, desaparece para siempre.
library-remove = Quitarlo de la biblioteca

## Why something is not taken
library-refused-too-large = Es demasiado grande: las imágenes pueden tener 25 MB, lo demás 50 MB. Hazlo más pequeño y prueba otra vez.
library-refused-too-many-pixels = Esta imagen tiene demasiados píxeles. Hazla más pequeña y prueba otra vez.
library-refused-heic = Es una foto HEIC, que casi ningún navegador muestra. En un iPhone elige Ajustes → Cámara → Formatos → «El más compatible», o comparte la foto como JPEG.
library-refused-svg = Es un dibujo SVG, que no se puede publicar sin riesgo. Guárdalo como PNG.
library-refused-not-an-image = No es una imagen que se pueda mostrar. Elige un archivo JPEG, PNG, GIF o WebP.
library-refused-damaged = Este archivo está dañado. Ábrelo en tu aparato, guárdalo de nuevo y prueba otra vez.
library-refused-empty = No hay nada en este archivo. Elígelo otra vez.
library-refused-video = Aquí no se pueden guardar vídeos. Ponlo donde muestras tus vídeos y pega el enlace en tu texto.
library-refused-old-office = Este archivo de oficina es antiguo o está bloqueado. Guárdalo como PDF o en un formato más nuevo, sin contraseña.
library-refused-macros = Este archivo de oficina lleva programas. Guárdalo sin macros.
library-refused-unknown = Este tipo de archivo no se puede guardar aquí. Guarda un documento como PDF, una grabación como MP3, una imagen como JPEG.
library-refused-lost = Se perdió por el camino. Súbelo otra vez, por favor.
library-refused-full = No queda espacio. Quita lo que no se usa o pide más a quienes llevan la red.
library-refused-too-often = Ha sido mucho en poco tiempo. Sigue dentro de una hora.
library-refused-not-kept = Ahora mismo no pudimos guardar este archivo. No es culpa tuya: prueba otra vez en unos minutos.

## What was done
done-uploaded = Ya está aquí. Ahora di qué se ve.
done-uploaded-file = Ya está aquí.
done-uploaded-several = Ya están aquí.
done-taken-out = Ya no está.
done-still-used = Todavía se usa. Quítalo primero de allí.
done-not-taken-out = Ahora mismo no pudimos quitarlo, así que sigue ahí. Prueba otra vez en unos minutos.
