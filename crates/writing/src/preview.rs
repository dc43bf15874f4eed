//! How a post or page will look: for those who write it, and by a secret link for somebody without an account.

use aggregator::publication::{self, NewText, Step, steps};
use serde::Serialize;
use umbel_core::SiteWrite;
use umbel_core::content::{Post, PostKind, Status, WorkingCopy, illustrate};
use umbel_core::people::SignedIn;
use umbel_core::token::Token;
use umbel_web_kit::path::encoded;
use umbel_web_kit::{Answer, Problem, Visit, workplace};

use crate::access::{editor_of, found, room, title_of};

/// `writing/preview_banner.html`
#[derive(Clone, Debug, Serialize)]
struct BannerView {
    sentence: String,
    /// The way back to writing, as (address, words); none for those who came by the link.
    back: Option<(String, String)>,
}

/// `writing/link.html`
#[derive(Clone, Debug, Serialize)]
struct LinkView {
    title: String,
    url: String,
    action: String,
    token: String,
    has_link: bool,
    /// The link that was just made; it is shown this once.
    link: Option<String>,
    may_share: bool,
}

pub(crate) fn post(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    preview(visit, person, PostKind::Post)
}

pub(crate) fn page(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    preview(visit, person, PostKind::Page)
}

/// What this person has not saved yet, else what is saved, exactly as it will look to everybody.
fn preview(visit: &mut Visit<'_>, person: &SignedIn, kind: PostKind) -> Result<Answer, Problem> {
    let mut post = found(visit, person, kind)?;
    let copy = WorkingCopy::find(&mut visit.scope(), post.id, person.standing.account.id)?;
    let copy = copy.filter(|copy| copy.is_changed);
    let words = visit.words();
    let sentence = words.say(match copy {
        Some(_) => "preview-unsaved",
        None => "preview-saved",
    });
    let back = (editor_of(kind, post.id), words.say("preview-back"));
    if let Some(copy) = copy {
        let text = NewText::new(copy.title, copy.source, post.source_format, copy.summary);
        post.html = illustrate(&mut visit.scope(), text.html())?;
        (post.title, post.summary) = (text.title, text.summary);
    }
    // As everybody sees it: nobody is signed in, and the page speaks the site's language.
    visit.person = None;
    visit.speak(&visit.current.here.site.locale.clone());
    show(
        visit,
        post,
        &BannerView {
            sentence,
            back: Some(back),
        },
    )
}

/// `GET /preview/{token}`: what is saved, for whoever has the link.
pub(crate) fn by_link(visit: &mut Visit<'_>) -> Result<Answer, Problem> {
    let token = Token::parse(visit.parameter("token")).ok_or(Problem::NotFound)?;
    let post = Post::with_preview(&mut visit.scope(), &token.hash())?
        .filter(|post| post.status != Status::Trashed)
        .ok_or(Problem::NotFound)?;
    if post.is_visible(visit.now) {
        return Ok(Answer::GoOn(encoded(&post.url())));
    }
    let sentence = visit.words().say("preview-by-link");
    show(visit, post, &BannerView { sentence, back: None })
}

/// The page that the feature of this kind makes, below a sentence that is no part of it.
fn show(visit: &mut Visit<'_>, post: Post, banner: &BannerView) -> Result<Answer, Problem> {
    let present = visit
        .world
        .routes()
        .find_map(|(_, route)| route.shows.filter(|(kind, _)| *kind == post.kind))
        .map(|(_, present)| present)
        .ok_or(Problem::NotFound)?;
    let answer = present(visit, post)?;
    let banner = visit.fragment("writing/preview_banner.html", banner)?;
    Ok(match answer {
        Answer::Page { status, html } => Answer::Page {
            status,
            html: below(&html, &banner),
        },
        other => other,
    })
}

/// Puts a banner before everything else of a page.
fn below(html: &str, banner: &str) -> String {
    let inside = html
        .find("<body")
        .and_then(|body| html[body..].find('>').map(|end| body + end + 1));
    match inside {
        Some(position) => format!("{}{banner}{}", &html[..position], &html[position..]),
        None => format!("{banner}{html}"),
    }
}

pub(crate) fn link_to_post(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    link(visit, person, PostKind::Post)
}

pub(crate) fn link_to_page(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    link(visit, person, PostKind::Page)
}

/// Makes the secret link, or makes it void.
fn link(visit: &mut Visit<'_>, person: &SignedIn, kind: PostKind) -> Result<Answer, Problem> {
    let post = found(visit, person, kind)?;
    let url = editor_of(kind, post.id);
    let action = format!("{url}/link");
    let here = visit.current.id();
    let mut link = None;
    match visit.form.as_ref().map(|sent| sent.text("do")) {
        Some("revoke") => {
            visit.world.store.write(|write| {
                publication::revoke_preview(&mut SiteWrite::new(here, write), &person.standing, post.id)
            })?;
            return Ok(Answer::GoOn(format!("{action}?done=preview-revoked")));
        }
        Some(_) => {
            let token = visit.world.store.write(|write| {
                publication::share_preview(&mut SiteWrite::new(here, write), &person.standing, post.id)
            })?;
            link = Some(visit.url(&format!("/preview/{}", token.as_str())));
        }
        None => {}
    }
    let may_share = steps(&mut visit.scope(), &person.standing, &post)?.contains(&Step::Save);
    let words = visit.words();
    let view = LinkView {
        title: title_of(&post.title, &words),
        url,
        action,
        token: visit.form_token.clone(),
        has_link: link.is_some() || post.preview_hash.is_some(),
        link,
        may_share,
    };
    let heading = words.say("preview-link-heading");
    workplace::titled_page(visit, person, room(kind), heading, "writing/link.html", &view)
}

pub(crate) fn samples() -> Vec<(&'static str, tera::Context)> {
    let full = LinkView {
        title: "Soup".into(),
        url: "/manage/posts/1".into(),
        action: "/manage/posts/1/link".into(),
        token: "token".into(),
        has_link: true,
        link: Some("https://boston.example/preview/abc".into()),
        may_share: true,
    };
    let kept = LinkView {
        link: None,
        ..full.clone()
    };
    let none = LinkView {
        has_link: false,
        ..kept.clone()
    };
    let closed = LinkView {
        may_share: false,
        ..none.clone()
    };
    let mut samples: Vec<_> = [full, kept, none, closed]
        .iter()
        .map(|view| workplace::sample("writing/link.html", view))
        .collect();
    for back in [Some(("/manage/posts/1".into(), "Back".into())), None] {
        samples.push(umbel_web_kit::feature::sample(
            "writing/preview_banner.html",
            &BannerView {
                sentence: "This is how it will look.".into(),
                back,
            },
        ));
    }
    samples
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_banner_comes_before_everything_else_of_the_page() {
        assert_eq!(
            below("<html><body class=\"a\"><p>b", "<i>c</i>"),
            "<html><body class=\"a\"><i>c</i><p>b"
        );
    }
}
