//! Changing where a post or page stands, so that old links keep working.

use umbel_core::content::{Post, PostKind, Status};
use umbel_core::paths::encoded;
use umbel_core::slug::free_slug;
use umbel_core::tree::{MenuItem, Redirect};
use umbel_core::{Error, Instant, Result, SiteWrite};

/// Gives a post or page another path; the pages beneath a page come along. Old addresses of what everybody saw lead to
/// the new ones. The row itself is written, too.
///
/// # Errors
/// [`Error::Taken`] when something else stands at the new path.
pub fn change_path(site: &mut SiteWrite<'_, '_>, post: &mut Post, path: String, now: Instant) -> Result<()> {
    if post.path == path {
        return Ok(());
    }
    if Post::path_is_taken(&mut site.read(), post.kind, &path)? {
        return Err(Error::Taken("something else has this address already".into()));
    }
    let former = std::mem::replace(&mut post.path, path);
    post.save(site)?;
    leave_a_trace(site, post, &former, now)?;
    if post.kind == PostKind::Page {
        for mut page in Post::beneath_path(&mut site.read(), &former)? {
            let rest = page.path.get(former.len()..).unwrap_or_default();
            // A page of long ago may still stand there by itself.
            let moved = free_slug(&format!("{}{rest}", post.path), |path| {
                Post::path_is_taken(&mut site.read(), PostKind::Page, path)
            })?;
            let former = std::mem::replace(&mut page.path, moved);
            page.save(site)?;
            leave_a_trace(site, &page, &former, now)?;
        }
    }
    Ok(())
}

/// Remembers the former address. What was never public leaves none: it would tell its new address to everybody.
fn leave_a_trace(site: &mut SiteWrite<'_, '_>, post: &Post, former: &str, now: Instant) -> Result<()> {
    let was_public = post.status == Status::Published && post.published_at.is_some_and(|moment| moment <= now);
    if !was_public {
        return Ok(());
    }
    let former = Post {
        path: former.to_owned(),
        ..post.clone()
    };
    let (from, to) = (former.url(), post.url());
    MenuItem::follow(site, &encoded(&from), &encoded(&to))?;
    // Where it leads is printed as an address; where it comes from is compared with a decoded one.
    Redirect::move_on(site, (&from, &encoded(&from)), (&to, &encoded(&to)))
}
