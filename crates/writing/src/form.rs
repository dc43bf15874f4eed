//! Reading what was typed into the editor: what can be taken, and beside each field that cannot, why.

use aggregator::publication::{NewText, Password, Step, Wanted};
use chrono::{NaiveDate, NaiveTime};
use umbel_core::content::{Media, MediaKind, Post, PostKind, SourceFormat, Status, offered_topics};
use umbel_core::slug::slugify;
use umbel_core::time::{local_to_instant, zone_or_utc};
use umbel_core::tree::SiteStatus;
use umbel_core::{Id, Instant, password};
use umbel_web_kit::i18n::Words;
use umbel_web_kit::{Form, FormView, Problem, Visit};

/// The fields of the editor.
pub(crate) const FIELDS: &[&str] = &[
    "title",
    "source",
    "summary",
    "version",
    "address",
    "picture",
    "tags",
    "reach",
    "visibility",
    "password",
    "date",
    "time",
    "parent",
    "parent_before",
    "position",
    "position_before",
];
/// The longest title, in characters.
pub(crate) const LONGEST_TITLE: usize = 300;
/// The longest summary, in characters.
pub(crate) const LONGEST_SUMMARY: usize = 1_000;
/// The longest text, in bytes: what a form with it may weigh, with room for how forms are written.
const LONGEST_SOURCE: usize = 1_400_000;
/// The longest address, in characters.
pub(crate) const LONGEST_ADDRESS: usize = 120;
/// The longest password, in characters.
const LONGEST_PASSWORD: usize = 128;
/// The most tags, and the longest, in characters.
const MOST_TAGS: usize = 20;
const LONGEST_TAG: usize = 40;
/// When something is published that is given a day without a time.
const USUAL_TIME: NaiveTime = NaiveTime::MIN;

/// What was typed as the text itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Typed {
    pub(crate) title: String,
    pub(crate) source: String,
    pub(crate) summary: String,
}

impl Typed {
    /// Whether it is another text than the one that is saved.
    pub(crate) fn differs_from(&self, post: &Post) -> bool {
        self.title != post.title || self.source != post.source || self.summary != post.summary
    }
}

/// The text as it was sent, with line ends as they are stored.
pub(crate) fn typed(sent: &Form) -> Typed {
    let clean = |text: &str| {
        text.replace("\r\n", "\n")
            .replace('\r', "\n")
            .chars()
            // A database cannot hold the first, and nobody can see the others.
            .filter(|character| !character.is_control() || matches!(character, '\n' | '\t'))
            .collect::<String>()
    };
    Typed {
        title: one_line(sent.exact("title")),
        source: clean(sent.exact("source")).trim_end().to_owned(),
        summary: one_line(sent.exact("summary")),
    }
}

/// A text on one line, without what cannot be seen.
fn one_line(text: &str) -> String {
    text.split(|character: char| character.is_whitespace() || character.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// What is wanted of a post or page; none when something cannot be taken, which `form` then says.
pub(crate) fn read(
    visit: &mut Visit<'_>,
    sent: &Form,
    form: &mut FormView,
    post: &Post,
    step: Step,
) -> Result<Option<Wanted>, Problem> {
    let words = visit.words();
    let text = typed(sent);
    if text.title.chars().count() > LONGEST_TITLE {
        form.refuse("title", words.say("writing-title-long"));
    }
    if text.summary.chars().count() > LONGEST_SUMMARY {
        form.refuse("summary", words.say("writing-summary-long"));
    }
    if text.source.len() > LONGEST_SOURCE {
        form.refuse("source", words.say("writing-source-long"));
    }
    let shows = matches!(step, Step::Publish | Step::Schedule | Step::Submit);
    if shows && text.title.is_empty() && text.source.is_empty() {
        form.refuse("title", words.say("writing-empty"));
    }
    if matches!(step, Step::Publish | Step::Schedule) && visit.current.here.site.status == SiteStatus::Archived {
        form.say(words.say("writing-archived"));
    }
    let published_at = read_date(
        &words,
        sent,
        form,
        post,
        step,
        visit.now,
        &visit.current.here.site.time_zone,
    );
    let (password, for_members) = read_visibility(&words, sent, form, post)?;
    // Somebody may have put the pages into another order meanwhile: only what was changed here is taken from here.
    let is_changed = |field: &str, before: &str| !sent.has(before) || sent.text(field) != sent.text(before);
    let parent = match (post.kind, sent.text("parent")) {
        (PostKind::Page, _) if !is_changed("parent", "parent_before") => match post.parent_id {
            Some(id) => Post::find(&mut visit.scope(), id)?,
            None => None,
        },
        (PostKind::Page, id) if !id.is_empty() => read_parent(visit, form, post, id)?,
        _ => None,
    };
    let address = one_line(sent.text("address"));
    check_address(visit, form, post, parent.as_ref(), &address)?;
    let picture = read_picture(visit, sent, form)?;
    let tags = read_tags(&words, sent, form);
    let topics = read_topics(visit, sent)?;
    let reach = sent.text("reach").parse().unwrap_or(post.reach);
    let position = match sent.text("position") {
        "" => Some(post.position),
        _ if !is_changed("position", "position_before") => Some(post.position),
        typed => typed.parse().ok().filter(|number| (-9_999..=9_999).contains(number)),
    };
    if position.is_none() {
        form.refuse("position", words.say("writing-position-wrong"));
    }
    if !form.is_fine() {
        return Ok(None);
    }
    Ok(Some(Wanted {
        text: NewText::new(text.title, text.source, post.source_format, text.summary),
        address,
        picture,
        reach,
        sticky: sent.has("sticky"),
        comments_open: sent.has("comments_open"),
        password,
        for_members,
        published_at,
        parent: parent.map(|parent| parent.id),
        position: position.unwrap_or_default(),
        topics,
        tags,
    }))
}

/// The date on the site's clocks as a moment.
fn read_date(
    words: &Words<'_>,
    sent: &Form,
    form: &mut FormView,
    post: &Post,
    step: Step,
    now: Instant,
    zone: &str,
) -> Option<Instant> {
    let (day, time) = (sent.text("date"), sent.text("time"));
    if day.is_empty() {
        if step == Step::Schedule {
            form.refuse("date", words.say("writing-date-missing"));
        }
        // Somebody who empties the date of what is published does not want to lose it.
        return post
            .published_at
            .filter(|_| matches!(post.status, Status::Published | Status::Private));
    }
    let day = NaiveDate::parse_from_str(day, "%Y-%m-%d")
        .ok()
        .filter(|day| (1990..=2199).contains(&chrono::Datelike::year(day)));
    let time = match time {
        "" => Some(USUAL_TIME),
        time => NaiveTime::parse_from_str(time, "%H:%M")
            .or_else(|_| NaiveTime::parse_from_str(time, "%H:%M:%S"))
            .ok(),
    };
    let Some(day) = day else {
        form.refuse("date", words.say("writing-date-wrong"));
        return None;
    };
    let Some(time) = time else {
        form.refuse("time", words.say("writing-time-wrong"));
        return None;
    };
    let moment = local_to_instant(zone_or_utc(zone), day.and_time(time));
    // The fields hold no seconds: what was not touched keeps its moment to the last of them.
    let moment = match post.published_at {
        Some(stored) if stored.seconds().div_euclid(60) == moment.seconds().div_euclid(60) => stored,
        _ => moment,
    };
    let is_shown = matches!(post.status, Status::Published | Status::Private);
    if is_shown && step == Step::Save && moment > now {
        form.refuse("date", words.say("writing-date-future"));
    }
    Some(moment)
}

fn read_visibility(
    words: &Words<'_>,
    sent: &Form,
    form: &mut FormView,
    post: &Post,
) -> Result<(Password, bool), Problem> {
    let typed = sent.exact("password");
    Ok(match sent.text("visibility") {
        "members" => (Password::None, true),
        "password" if typed.is_empty() => {
            if post.password_hash.is_none() {
                form.refuse("password", words.say("writing-password-missing"));
            }
            (Password::Stays, false)
        }
        "password" if typed.chars().count() > LONGEST_PASSWORD => {
            form.refuse("password", words.say("writing-password-long"));
            (Password::Stays, false)
        }
        "password" => (Password::Is(password::hash(typed)?), false),
        _ => (Password::None, false),
    })
}

fn read_parent(visit: &mut Visit<'_>, form: &mut FormView, post: &Post, typed: &str) -> Result<Option<Post>, Problem> {
    let parent = match typed.parse() {
        Ok(id) => Post::find(&mut visit.scope(), Id(id))?,
        Err(_) => None,
    };
    let own = format!("{}/", post.path);
    let parent = parent.filter(|parent| {
        parent.kind == PostKind::Page
            && parent.status != Status::Trashed
            && parent.id != post.id
            && !parent.path.starts_with(&own)
    });
    if parent.is_none() {
        form.refuse("parent", visit.words().say("writing-parent-wrong"));
    }
    Ok(parent)
}

/// Whether something else stands at the address that was typed.
fn check_address(
    visit: &mut Visit<'_>,
    form: &mut FormView,
    post: &Post,
    parent: Option<&Post>,
    typed: &str,
) -> Result<(), Problem> {
    if typed.is_empty() {
        return Ok(());
    }
    let words = visit.words();
    let stands = address_of(post);
    let slug = if typed == stands {
        stands.to_owned()
    } else {
        slugify(typed)
    };
    if slug.is_empty() || slug.chars().count() > LONGEST_ADDRESS {
        form.refuse("address", words.say("writing-address-wrong"));
        return Ok(());
    }
    let path = match parent {
        Some(parent) => format!("{}/{slug}", parent.path),
        None => slug,
    };
    if path == post.path {
        return Ok(());
    }
    if Post::path_is_taken(&mut visit.scope(), post.kind, &path)? {
        form.refuse("address", words.say("writing-address-taken"));
    }
    Ok(())
}

/// The last part of an address, as it is edited; empty while there is none but the number.
pub(crate) fn address_of(post: &Post) -> &str {
    if !post.has_path_of_its_own() {
        return "";
    }
    match post.kind {
        PostKind::Post => &post.path,
        PostKind::Page => post.path.rsplit('/').next().unwrap_or_default(),
    }
}

fn read_picture(visit: &mut Visit<'_>, sent: &Form, form: &mut FormView) -> Result<Option<Id>, Problem> {
    let typed = sent.text("picture");
    if typed.is_empty() {
        return Ok(None);
    }
    let found = match typed.parse().map(Id) {
        Ok(id) => Media::by_id(&mut visit.scope(), &[id])?.remove(&id),
        Err(_) => None,
    };
    let picture = found.filter(|media| media.kind == MediaKind::Picture);
    if picture.is_none() {
        form.refuse("picture", visit.words().say("writing-picture-wrong"));
    }
    Ok(picture.map(|picture| picture.id))
}

fn read_tags(words: &Words<'_>, sent: &Form, form: &mut FormView) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for tag in sent.text("tags").split([',', ';']).map(one_line) {
        let tag = tag.trim_start_matches('#').trim().to_owned();
        if !slugify(&tag).is_empty() && tags.iter().all(|known| slugify(known) != slugify(&tag)) {
            tags.push(tag);
        }
    }
    if tags.len() > MOST_TAGS || tags.iter().any(|tag| tag.chars().count() > LONGEST_TAG) {
        form.refuse("tags", words.say("writing-tags-wrong"));
    }
    tags
}

/// The topics that were ticked, of those on offer; others were not on the page.
fn read_topics(visit: &mut Visit<'_>, sent: &Form) -> Result<Vec<(String, String)>, Problem> {
    let ticked = sent.all("topics");
    let places: Vec<_> = std::iter::once(visit.current.id())
        .chain(visit.current.above.iter().map(|node| node.site.id))
        .collect();
    Ok(offered_topics(visit.connection, &places)?
        .into_iter()
        .filter(|topic| ticked.contains(&topic.slug.as_str()))
        .map(|topic| (topic.slug, topic.name))
        .collect())
}

/// What a text is written in, in a word for templates.
pub(crate) const fn format_of(post: &Post) -> &'static str {
    match post.source_format {
        SourceFormat::Markdown => "markdown",
        SourceFormat::Html => "html",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_stored_with_one_kind_of_line_end_and_nothing_invisible() {
        let sent = Form::parse("title=+Two%0D%0Alines%00+&source=a%0D%0Ab%00%07%09c%0D%0A%0D%0A&summary=x%0Ay");
        let typed = typed(&sent);
        assert_eq!(typed.title, "Two lines");
        assert_eq!(typed.source, "a\nb\tc");
        assert_eq!(typed.summary, "x y");
    }
}
