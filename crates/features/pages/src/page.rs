//! A page, with the way up and what lies beneath it.

use serde_json::json;
use umbel_core::content::{Post, PostKind, PostSummary, ReadTarget, Status};
use umbel_core::people::SignedIn;
use umbel_web_kit::path::encoded;
use umbel_web_kit::protected::{self, missing};
use umbel_web_kit::stones::{Article, Link, reading_minutes};
use umbel_web_kit::{Answer, PageHead, Problem, Visit};

use crate::views::PageView;

/// `GET /{path}`
pub(crate) fn show(visit: &mut Visit<'_>) -> Result<Answer, Problem> {
    let path = visit.parameter("path").to_owned();
    let now = visit.now;
    if path.is_empty() || path.ends_with('/') {
        return Err(Problem::NotFound);
    }
    let Some(page) = Post::at_path(&mut visit.scope(), PostKind::Page, &path)? else {
        return Err(missing(visit, PostKind::Page, &path)?);
    };
    match page.status {
        Status::Trashed => return Err(Problem::Gone),
        Status::Published if page.published_at.is_some_and(|moment| moment <= now) => {}
        _ => return Err(Problem::NotFound),
    }
    if let Some(stored) = &page.password_hash
        && let Some(answer) = protected::asked_for(visit, &page.title, stored)?
    {
        return Ok(answer);
    }
    present(visit, page)
}

/// The same address for members, where everybody else finds nothing.
pub(crate) fn show_to_members(visit: &mut Visit<'_>, _: &SignedIn) -> Result<Answer, Problem> {
    let path = visit.parameter("path").to_owned();
    let now = visit.now;
    let page = Post::at_path(&mut visit.scope(), PostKind::Page, &path)?
        .filter(|page| page.is_for_members(now))
        .ok_or(Problem::NotFound)?;
    present(visit, page)
}

/// A page, whatever its state: whoever calls it has looked whether it may be seen.
pub(crate) fn present(visit: &mut Visit<'_>, page: Post) -> Result<Answer, Problem> {
    visit.counts_as_reading(ReadTarget::Post(page.id));
    let now = visit.now;
    let above: Vec<String> = page
        .path
        .match_indices('/')
        .map(|(position, _)| page.path[..position].to_owned())
        .collect();
    let parents = PostSummary::pages_at(&mut visit.scope(), &above, now)?;
    let children = PostSummary::pages(&mut visit.scope(), Some(page.id), now)?;
    let picture = match page.picture_id {
        Some(id) => visit.pictures([Some(id)])?.remove(&id),
        None => None,
    };
    let words = visit.words();
    let link = |page: PostSummary| Link::new(page.title, encoded(&format!("/{}", page.path)));
    let published = page.published_at.unwrap_or(page.created_at);
    let url = encoded(&page.url());
    let title = if page.title.trim().is_empty() {
        words.say("untitled")
    } else {
        page.title.clone()
    };
    let head = PageHead {
        description: page.summary.clone(),
        picture: picture.clone(),
        noindex: !page.is_visible(now),
        json_ld: Some(json!({
            "@context": "https://schema.org",
            "@type": "WebPage",
            "name": title,
            "url": format!("{}{url}", visit.base_url()),
            "dateModified": page.updated_at.max(published).rfc3339(),
            "inLanguage": page.locale.as_deref().unwrap_or(&visit.current.here.site.locale),
        })),
        ..PageHead::new(title.clone(), url)
    };
    let view = PageView {
        article: Article {
            title,
            when: words.when(published),
            updated: None,
            author: None,
            topics: Vec::new(),
            tags: Vec::new(),
            picture,
            reading_minutes: reading_minutes(&page.html),
            html: page.html,
        },
        parents: parents.into_iter().map(link).collect(),
        children: children.into_iter().map(link).collect(),
        report_url: format!("/report?what=page:{}", page.id),
    };
    visit.page("pages/page.html", head, &view)
}
