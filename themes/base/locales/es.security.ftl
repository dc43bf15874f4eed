# Cuidar la propia cuenta: contraseña, segundo paso, sesiones, dirección.
back-to-account = Volver a tu cuenta
back-to-security = Volver a tu seguridad
security-onward = Seguir adonde ibas

security-heading = Tu seguridad
security-due = Quienes cuidan un sitio necesitan un segundo paso para entrar. Configura uno antes del { $date }: una llave de acceso o una aplicación.
security-overdue = Quienes cuidan un sitio necesitan un segundo paso para entrar. Configura una llave de acceso o una aplicación y podrás seguir.
security-password = Tienes una contraseña.
security-no-password = No tienes contraseña. Entras con una llave de acceso.
security-password-change = Cambiar la contraseña
security-password-choose = Elegir una contraseña
security-passkeys =
    { $count ->
        [one] Tienes { $count } llave de acceso.
       *[other] Tienes { $count } llaves de acceso.
    }
security-no-passkeys = Entra con tu teléfono, tu ordenador o una llave de seguridad, sin escribir nada. Nadie puede sacarte una llave de acceso con engaños.
security-passkeys-look = Tus llaves de acceso
security-app = Después de la contraseña se te pide un código de tu aplicación.
security-no-app = Una aplicación en tu teléfono muestra un código nuevo cada 30 segundos. Lo escribes después de la contraseña, así que con la contraseña sola no basta.
security-app-change = Cambiar o quitar la aplicación
security-app-set-up = Configurar una aplicación
security-codes =
    { $count ->
        [one] Queda { $count } código.
       *[other] Quedan { $count } códigos.
    }
security-no-codes = No tienes códigos. Créalos para poder entrar si pierdes el teléfono.
security-codes-look = Tus códigos de recuperación
security-email-change = Cambiar tu dirección

confirm-heading = ¿Eres tú?
confirm-message = Antes de cambiar algo importante, demuestra otra vez que eres tú. Vale durante diez minutos.
confirm-button = Seguir
confirm-with-code = Seguir con un código
confirm-with-passkey = Seguir con una llave de acceso

password-heading = Cambiar la contraseña
password-message = Se cerrará tu sesión en todas partes menos aquí.
password-old = Tu contraseña hasta ahora
password-old-wrong = Esta no es tu contraseña. Compruébala e inténtalo otra vez.
password-button = Guardar la contraseña nueva

app-heading = Códigos de una aplicación
app-message = Sirve cualquier aplicación de códigos para entrar: Aegis, FreeOTP o la de tu gestor de contraseñas.
app-message-again = Ya tienes una aplicación. Para pasar a otro teléfono, configúrala aquí: la anterior dejará de servir.
app-first-heading = Primero, muéstrale esto a tu aplicación
app-first-message = En la aplicación, añade una cuenta y apunta con la cámara a esta imagen.
app-open = O ábrela en este teléfono
app-written = Si no tienes cámara, escribe esto en la aplicación:
app-second-heading = Después, escribe lo que muestra
app-code-hint = Seis cifras. Cuando cambien, escribe las nuevas.
app-code-wrong = Este código no encaja. Espera al siguiente. Si tampoco encaja, comprueba el reloj de tu teléfono.
app-took-too-long = Ha pasado demasiado tiempo. Aquí tienes una imagen nueva: empieza otra vez con ella.
app-button = Activar
app-remove-heading = Quitar la aplicación
app-remove-message = A partir de entonces no se te pedirán códigos.
app-remove = Quitar la aplicación
second-factor-last = Es tu único segundo paso, y quienes cuidan un sitio necesitan uno. Configura antes otro.

recovery-codes-heading = Códigos de recuperación
recovery-codes-message = Cada uno de estos códigos te deja entrar una vez en lugar de tu segundo paso. Guárdalos en papel, no en el teléfono.
recovery-codes-shown = Apúntalos o imprímelos y guárdalos bien. Cada uno te deja entrar una vez si pierdes el teléfono.
recovery-codes-once = Solo se muestran ahora. Los anteriores ya no sirven.
recovery-codes-kept = Ya los he guardado
recovery-codes-make = Mostrar mis códigos
recovery-codes-renew = Crear códigos nuevos
recovery-codes-renew-message = Cuando crees otros, los anteriores dejarán de servir.
recovery-codes-needless = Los códigos de recuperación sustituyen a un segundo paso. Configura antes una llave de acceso o una aplicación.

passkeys-heading = Llaves de acceso
passkeys-message = Una llave de acceso vive en tu teléfono, tu ordenador o tu llave de seguridad. La abres con el dedo, la cara o un PIN.
passkeys-none = Todavía no hay llaves de acceso. Añade una y entrarás en un segundo.
passkey-add = Añadir una llave de acceso
passkey-remove = Quitar
passkey-unnamed = Llave de acceso sin nombre
passkey-made = creada { $date }
passkey-used = usada { $date }
passkey-never-used = aún sin usar
passkey-new-heading = Añadir una llave de acceso
passkey-new-message = Tu navegador te pregunta dónde guardarla: en este dispositivo, en tu gestor de contraseñas o en una llave de seguridad.
passkey-new-failed = No se ha creado ninguna llave de acceso. Inténtalo otra vez o usa otro dispositivo.
passkey-name = ¿Cómo se llama?
passkey-name-hint = Para que después sepas cuál es.
passkey-without = Este navegador no puede usar llaves de acceso, o tiene los scripts desactivados. Sirve otro navegador, y también los códigos de una aplicación.
passkey-stale = Ha pasado demasiado tiempo. Inténtalo otra vez.
passkey-unknown = Aquí no conocemos esta llave de acceso. Quizá se quitó de tu cuenta.
passkey-not-verified = Tu dispositivo tiene que comprobar que eres tú, con un PIN, el dedo o la cara.
passkey-unreadable = Tu navegador ha enviado algo que no hemos podido leer. Inténtalo otra vez.
passkey-refused = La llave de acceso no encaja. Inténtalo otra vez.
passkey-already-there = Este dispositivo ya tiene una llave de acceso para tu cuenta.
passkey-too-many = Tienes tantas llaves de acceso como puede tener una cuenta. Quita alguna que no necesites.
passkey-last-way-in = Sin esta llave de acceso ya no podrías entrar. Elige antes una contraseña.

email-heading = Cambiar tu dirección
email-message = Tu cuenta es de { $email }. Escribimos a la dirección nueva para ver que es tuya. Hasta entonces no cambia nada.
email-new = Dirección de correo nueva
email-same = Esta ya es tu dirección.
email-too-often = Acabamos de escribir varias veces a esta dirección. Inténtalo de nuevo dentro de media hora.
email-button = Escribir a la dirección nueva
email-mailed-heading = Mira tu correo
email-mailed-message = Hemos escrito a la dirección nueva. Abre el enlace del correo en el plazo de un día, en este navegador o donde tengas tu sesión abierta.
email-confirm-heading = ¿Usar la dirección nueva?
email-confirm-message = Tu cuenta pasa de { $old } a { $new }. También avisamos a la dirección anterior.
email-confirm-button = Usar la dirección nueva

sessions-end = Cerrar esa sesión
sessions-end-this = Cerrar esta sesión
sessions-end-others = Cerrar todas las demás sesiones

done-password-changed = Tu contraseña nueva está guardada. Se ha cerrado tu sesión en todas partes menos aquí.
done-app-added = La aplicación está configurada.
done-app-removed = La aplicación está quitada.
done-passkey-added = Tu llave de acceso está añadida.
done-passkey-removed = La llave de acceso está quitada.
done-recovery-codes = Aquí tienes tus códigos nuevos.
done-email-changed = Tu cuenta tiene su dirección nueva.
done-signed-out-there = Esa sesión está cerrada.
done-signed-out-elsewhere = Se han cerrado todas las demás sesiones.
