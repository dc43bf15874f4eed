//! Who is told about a comment: whoever wrote the post, whoever is answered, and those who look after the place when it
//! waits for them.

use umbel_core::content::{Author, Comment, CommentStatus, Post};
use umbel_core::mail::{Message, Notice, enqueue};
use umbel_core::markdown::{plain_text, shorten};
use umbel_core::moderation::moderators;
use umbel_core::people::{Account, Limit, take};
use umbel_core::tree::{Host, Site};
use umbel_core::{Id, Result, SiteWrite};

use crate::tree_changes::Letters;

/// How much of a comment stands in a mail, in characters.
const LONGEST_EXCERPT: usize = 1_000;
/// However much waits, moderators hear of it once an hour.
const WAITING_MAILS: Limit = Limit {
    name: "queue-waiting-mail",
    most: 1,
    seconds: 3_600,
};

/// Tells whoever wrote the post and whoever is answered about a comment that is shown. Nobody hears of their own, and
/// nobody hears of one twice.
///
/// # Errors
/// When the database refuses.
pub fn tell_about(site: &mut SiteWrite<'_, '_>, letters: &Letters<'_>, comment: &Comment) -> Result<()> {
    if comment.status != CommentStatus::Approved {
        return Ok(());
    }
    let Some(post) = Post::find(&mut site.read(), comment.post_id)? else {
        return Ok(());
    };
    let author = match post.author_id {
        Some(id) => Author::by_id(&mut site.read(), &[id])?
            .remove(&id)
            .and_then(|author| author.account_id),
        None => None,
    };
    let answered = match comment.parent_id {
        Some(id) => Comment::find(&mut site.read(), id)?.and_then(|parent| parent.account_id),
        None => None,
    };
    let place = site.home()?;
    let address = address(site, letters)?;
    let (link, stop_link) = (
        format!("{address}{}#comment-{}", post.url(), comment.id),
        format!("{address}/mails"),
    );
    let (person, title) = (comment.author_name.clone(), post.title.clone());
    let text = shorten(&plain_text(&comment.html), LONGEST_EXCERPT);
    if let Some(reader) = answered.filter(|reader| Some(*reader) != comment.account_id) {
        let message = Message::CommentAnswered {
            person: person.clone(),
            title: title.clone(),
            place: place.name.clone(),
            text: text.clone(),
            link: link.clone(),
            stop_link: stop_link.clone(),
        };
        tell(site, letters, &place, reader, Notice::Answers, &message)?;
    }
    if let Some(reader) = author.filter(|reader| Some(*reader) != comment.account_id && Some(*reader) != answered) {
        let message = Message::CommentWritten {
            person,
            title,
            place: place.name.clone(),
            text,
            link,
            stop_link,
        };
        tell(site, letters, &place, reader, Notice::Comments, &message)?;
    }
    Ok(())
}

/// Tells those who moderate a place that something waits for them, unless they heard so within the hour.
///
/// # Errors
/// When the database refuses.
pub fn tell_moderators(site: &mut SiteWrite<'_, '_>, letters: &Letters<'_>) -> Result<()> {
    let whose = site.site.to_string();
    if !take(site.write, &WAITING_MAILS, &whose)? {
        return Ok(());
    }
    let place = site.home()?;
    let address = address(site, letters)?;
    let message = Message::QueueWaiting {
        place: place.name.clone(),
        link: format!("{address}/manage/queue"),
        stop_link: format!("{address}/mails"),
    };
    for moderator in moderators(&mut site.read())? {
        tell(site, letters, &place, moderator.id, Notice::Waiting, &message)?;
    }
    Ok(())
}

/// The whole address of a place, without a slash at its end.
///
/// # Errors
/// When the database refuses.
pub fn address(site: &mut SiteWrite<'_, '_>, letters: &Letters<'_>) -> Result<String> {
    let id = site.site;
    let host = Host::of(site.connection(), id)?.into_iter().find(|host| host.canonical);
    Ok((letters.address_of)(&host.map(|host| host.host).unwrap_or_default()))
}

fn tell(
    site: &mut SiteWrite<'_, '_>,
    letters: &Letters<'_>,
    place: &Site,
    reader: Id,
    notice: Notice,
    message: &Message,
) -> Result<()> {
    if !notice.is_wanted(&mut site.read(), reader)? {
        return Ok(());
    }
    let Some(account) = Account::find(site.connection(), reader)? else {
        return Ok(());
    };
    let locale = account.locale.as_deref().unwrap_or(&place.locale);
    enqueue(
        site.write,
        letters.keys,
        &account.address()?,
        locale,
        Some(place.id),
        message,
    )?;
    Ok(())
}
