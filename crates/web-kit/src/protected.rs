//! Posts and pages that are not simply there: behind a password, or thrown away. Nothing is remembered of a password: the
//! answer to the right one is the page itself.

use serde::Serialize;
use umbel_core::content::{Post, PostKind};
use umbel_core::password;

use crate::Problem;
use crate::visit::{Answer, PageHead, Visit};

/// What `protected.html` is given.
#[derive(Clone, Debug, Serialize)]
pub struct ProtectedView {
    title: String,
    action: String,
    wrong: bool,
}

impl ProtectedView {
    pub(crate) fn sample() -> Self {
        Self {
            title: "Keys to the tool library".into(),
            action: "/blog/keys".into(),
            wrong: true,
        }
    }
}

/// What to say where no post or page stands: that one was thrown away, as long as it can be brought back, or nothing.
///
/// # Errors
/// When the database refuses.
pub fn missing(visit: &mut Visit<'_>, kind: PostKind, path: &str) -> Result<Problem, Problem> {
    Ok(if Post::was_thrown_away(&mut visit.scope(), kind, path)? {
        Problem::Gone
    } else {
        Problem::NotFound
    })
}

/// Asks for a page's password, unless the form that was sent holds it.
///
/// # Errors
/// [`Problem::Busy`] when too many passwords wait to be checked.
pub fn asked_for(visit: &mut Visit<'_>, title: &str, stored: &str) -> Result<Option<Answer>, Problem> {
    let typed = visit
        .form
        .as_ref()
        .filter(|form| form.has("password"))
        .map(|form| form.exact("password").to_owned());
    let wrong = match typed {
        Some(typed) if password::fits(&typed, stored)? => return Ok(None),
        typed => typed.is_some(),
    };
    let action = crate::path::encoded(visit.path);
    let head = PageHead {
        noindex: true,
        ..PageHead::new(title, action.clone())
    };
    let view = ProtectedView {
        title: title.to_owned(),
        action,
        wrong,
    };
    visit.page("protected.html", head, &view).map(Some)
}
