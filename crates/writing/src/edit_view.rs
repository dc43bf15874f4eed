//! What the editor's page is given.

use aggregator::publication::Step;
use serde::Serialize;
use umbel_core::Id;
use umbel_core::content::{
    DeskFilter, Media, Post, PostKind, Reach, Revision, Sight, Status, Taxonomy, Term, desk, newest_pictures,
    offered_topics,
};
use umbel_core::people::SignedIn;
use umbel_core::time::zone_or_utc;
use umbel_core::tree::SiteKind;
use umbel_web_kit::path::encoded;
use umbel_web_kit::{Answer, FormView, Problem, Visit, workplace};

use crate::access::{editor_of, room, state_of, title_of};
use crate::conflict::{self, ConflictView};
use crate::editor_words::editor_words;
use crate::form::{FIELDS, LONGEST_ADDRESS, LONGEST_SUMMARY, LONGEST_TITLE, address_of, format_of};

/// How many pictures can be chosen where the library does not open.
const MOST_PICTURES: i64 = 50;
/// The most pages that can be chosen to stand beneath.
const MOST_PAGES: i64 = 500;

/// `writing/edit.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct EditView {
    form: FormView,
    kind: &'static str,
    id: String,
    /// The version the form begins with.
    version: String,
    /// Where the form is sent.
    url: String,
    list_url: String,
    format: &'static str,
    /// The words of the editor's script, as JSON.
    editor_words: String,
    token: String,
    state: &'static str,
    state_text: String,
    /// What that means, with day and hour where it has one.
    state_sentence: String,
    /// Its page on the site, where there is one to see.
    public_url: Option<String>,
    whereabouts: String,
    /// The words of the steps that are possible.
    steps: Vec<&'static str>,
    /// What those others are called who are at it.
    others: Option<String>,
    unsaved: Option<String>,
    meanwhile: Option<String>,
    refusal: Option<String>,
    conflict: Option<ConflictView>,
    topics: Vec<TopicChoice>,
    pictures: Vec<PictureChoice>,
    /// The pages it may stand beneath, as (id, title); none for posts.
    parents: Vec<(String, String)>,
    /// How far up it may be shown, as (word, words); none where there is nothing above.
    reaches: Vec<(String, String)>,
    address_before: String,
    zone: String,
    sticky: bool,
    comments_open: bool,
    has_password: bool,
    has_link: bool,
    revision_count: usize,
    longest_title: usize,
    longest_summary: usize,
    longest_address: usize,
}

/// A topic to tick.
#[derive(Clone, Debug, Serialize)]
struct TopicChoice {
    slug: String,
    name: String,
    ticked: bool,
}

/// A picture to choose.
#[derive(Clone, Debug, Serialize)]
struct PictureChoice {
    id: String,
    name: String,
    thumb: String,
}

/// What is said on the page besides the post itself.
#[derive(Clone, Debug, Default)]
pub(crate) struct Extra {
    pub(crate) others: Vec<String>,
    pub(crate) unsaved: Option<String>,
    pub(crate) meanwhile: Option<String>,
    pub(crate) refusal: Option<String>,
    pub(crate) conflict: Option<ConflictView>,
}

/// The form as the post is saved.
pub(crate) fn filled(visit: &mut Visit<'_>, post: &Post) -> Result<FormView, Problem> {
    let tags: Vec<String> = Term::of_posts(&mut visit.scope(), &[post.id])?
        .remove(&post.id)
        .unwrap_or_default()
        .into_iter()
        .filter(|term| term.taxonomy == Taxonomy::Tag)
        .map(|term| term.name)
        .collect();
    let zone = zone_or_utc(&visit.current.here.site.time_zone);
    let (date, time) = match post.published_at {
        Some(moment) => {
            let local = moment.in_zone(zone);
            (local.format("%Y-%m-%d").to_string(), local.format("%H:%M").to_string())
        }
        None => (String::new(), String::new()),
    };
    let visibility = if post.for_members || post.status == Status::Private {
        "members"
    } else if post.password_hash.is_some() {
        "password"
    } else {
        "everybody"
    };
    let number = |id: Option<Id>| id.map(|id| id.to_string()).unwrap_or_default();
    let mut form = FormView::new(visit, FIELDS);
    for (field, value) in [
        ("title", post.title.as_str()),
        ("source", &post.source),
        ("summary", &post.summary),
        ("version", &post.version.to_string()),
        ("address", address_of(post)),
        ("picture", &number(post.picture_id)),
        ("tags", &tags.join(", ")),
        ("reach", post.reach.as_str()),
        ("visibility", visibility),
        ("date", &date),
        ("time", &time),
        ("parent", &number(post.parent_id)),
        ("parent_before", &number(post.parent_id)),
        ("position", &post.position.to_string()),
        ("position_before", &post.position.to_string()),
    ] {
        form.put(field, value);
    }
    Ok(form)
}

/// The editor's page.
pub(crate) fn page(
    visit: &mut Visit<'_>,
    person: &SignedIn,
    post: &Post,
    form: FormView,
    possible: &[Step],
    extra: Extra,
) -> Result<Answer, Problem> {
    let now = visit.now;
    let words = visit.words();
    // The title itself stands in its field; said twice it would fill a phone.
    let heading = match (post.version, post.title.trim()) {
        (1, "") => words.say(&format!("writing-new-{}", post.kind)),
        _ => words.say(&format!("writing-edit-{}", post.kind)),
    };
    let revision_count = Revision::lines(&mut visit.scope(), post.id)?.len();
    let is_open = post.status == Status::Published && post.published_at.is_some_and(|moment| moment <= now);
    let prefix = match post.kind {
        PostKind::Post => "/blog/",
        PostKind::Page => "/",
    };
    let sent = visit.form.clone();
    let is_ticked = |name: &str, stored: bool| sent.as_ref().map_or(stored, |sent| sent.has(name));
    let view = EditView {
        kind: post.kind.as_str(),
        id: post.id.to_string(),
        // Beside two texts, what is kept meanwhile still began with the older one: opened again, both are shown again.
        version: match &extra.conflict {
            Some(_) => (post.version - 1).to_string(),
            None => form.value("version").to_owned(),
        },
        url: editor_of(post.kind, post.id),
        list_url: format!("/manage/{}", room(post.kind)),
        format: format_of(post),
        editor_words: editor_words(&words),
        token: visit.form_token.clone(),
        state: post.status.as_str(),
        state_text: state_of(post.status, &words),
        state_sentence: state_sentence(visit, post),
        public_url: (is_open || post.is_for_members(now)).then(|| encoded(&post.url())),
        whereabouts: format!("/manage/whereabouts/post/{}", post.id),
        steps: possible.iter().map(|step| step.as_str()).collect(),
        others: (!extra.others.is_empty()).then(|| extra.others.join(", ")),
        unsaved: extra.unsaved,
        meanwhile: extra.meanwhile,
        refusal: extra.refusal,
        conflict: extra.conflict,
        topics: topics(visit, post)?,
        pictures: pictures(visit, form.value("picture"))?,
        parents: parents(visit, post)?,
        reaches: reaches(visit),
        address_before: format!("{}{prefix}", visit.current.here.host),
        zone: visit.current.here.site.time_zone.replace('_', " "),
        sticky: is_ticked("sticky", post.sticky),
        comments_open: is_ticked("comments_open", post.comments_open),
        has_password: post.password_hash.is_some(),
        has_link: post.preview_hash.is_some(),
        revision_count,
        longest_title: LONGEST_TITLE,
        longest_summary: LONGEST_SUMMARY,
        longest_address: LONGEST_ADDRESS,
        form,
    };
    workplace::titled_page(visit, person, room(post.kind), heading, "writing/edit.html", &view)
}

/// Where it stands, in a sentence.
fn state_sentence(visit: &Visit<'_>, post: &Post) -> String {
    let words = visit.words();
    let (day, time) = post.published_at.map_or_else(Default::default, |moment| {
        let when = words.when(moment);
        (when.long, when.time)
    });
    let zone = visit.current.here.site.time_zone.replace('_', " ");
    words.say_with(
        &format!("writing-state-{}-sentence", post.status),
        &[
            ("day", day.as_str().into()),
            ("time", time.as_str().into()),
            ("zone", zone.as_str().into()),
        ],
    )
}

fn topics(visit: &mut Visit<'_>, post: &Post) -> Result<Vec<TopicChoice>, Problem> {
    if post.kind == PostKind::Page {
        return Ok(Vec::new());
    }
    let chosen: Vec<String> = match &visit.form {
        Some(sent) => sent.all("topics").into_iter().map(str::to_owned).collect(),
        None => Term::of_posts(&mut visit.scope(), &[post.id])?
            .remove(&post.id)
            .unwrap_or_default()
            .into_iter()
            .filter(|term| term.taxonomy == Taxonomy::Topic)
            .map(|term| term.slug)
            .collect(),
    };
    let places: Vec<_> = std::iter::once(visit.current.id())
        .chain(visit.current.above.iter().map(|node| node.site.id))
        .collect();
    Ok(offered_topics(visit.connection, &places)?
        .into_iter()
        .map(|topic| TopicChoice {
            ticked: chosen.contains(&topic.slug),
            slug: topic.slug,
            name: topic.name,
        })
        .collect())
}

/// The newest pictures, and the one that is chosen.
fn pictures(visit: &mut Visit<'_>, chosen: &str) -> Result<Vec<PictureChoice>, Problem> {
    let mut pictures = newest_pictures(&mut visit.scope(), MOST_PICTURES)?;
    let chosen = chosen.parse().ok().map(Id);
    if let Some(id) = chosen.filter(|id| pictures.iter().all(|(known, _)| known != id))
        && let Some(media) = Media::by_id(&mut visit.scope(), &[id])?.remove(&id)
    {
        let name = if media.alt.is_empty() {
            media.original_name
        } else {
            media.alt
        };
        pictures.insert(0, (id, name));
    }
    // Only the chosen one is shown as a picture.
    let shown = visit.pictures([chosen])?;
    Ok(pictures
        .into_iter()
        .map(|(id, name)| PictureChoice {
            thumb: shown.get(&id).map(|picture| picture.src.clone()).unwrap_or_default(),
            id: id.to_string(),
            name,
        })
        .collect())
}

/// The pages a page may stand beneath: all but itself and those beneath it.
fn parents(visit: &mut Visit<'_>, post: &Post) -> Result<Vec<(String, String)>, Problem> {
    if post.kind == PostKind::Post {
        return Ok(Vec::new());
    }
    let filter = DeskFilter {
        kind: PostKind::Page,
        sight: Sight::Everything,
        status: None,
        author: None,
        words: String::new(),
    };
    let mut pages = desk(&mut visit.scope(), &filter, 0, MOST_PAGES)?;
    pages.sort_by(|one, other| one.path.cmp(&other.path));
    let words = visit.words();
    let own = format!("{}/", post.path);
    Ok(pages
        .into_iter()
        .filter(|page| page.id != post.id && !page.path.starts_with(&own) && !page.title.trim().is_empty())
        .map(|page| {
            let depth = page.path.matches('/').count();
            (
                page.id.to_string(),
                format!("{}{}", "– ".repeat(depth), title_of(&page.title, &words)),
            )
        })
        .collect())
}

/// How far up it may be shown, from where it stands.
fn reaches(visit: &Visit<'_>) -> Vec<(String, String)> {
    let words = visit.words();
    let names: Vec<&str> = visit.current.above.iter().map(|node| node.site.name.as_str()).collect();
    let choice = |reach: Reach, key: &str| {
        let network = names.first().copied().unwrap_or_default();
        let umbrella = names.last().copied().unwrap_or_default();
        let sentence = words.say_with(
            key,
            &[
                ("site", visit.current.here.site.name.as_str().into()),
                ("network", network.into()),
                ("umbrella", umbrella.into()),
            ],
        );
        (reach.to_string(), sentence)
    };
    match visit.current.here.site.kind {
        SiteKind::Site => vec![
            choice(Reach::Umbrella, "writing-reach-umbrella"),
            choice(Reach::Network, "writing-reach-network"),
            choice(Reach::Site, "writing-reach-site"),
        ],
        SiteKind::Network => vec![
            choice(Reach::Umbrella, "writing-reach-above"),
            choice(Reach::Site, "writing-reach-site"),
        ],
        SiteKind::Umbrella => Vec::new(),
    }
}

pub(crate) fn samples() -> Vec<(&'static str, tera::Context)> {
    let full = EditView {
        form: FormView::sample(FIELDS),
        kind: "post",
        id: "1".into(),
        version: "3".into(),
        url: "/manage/posts/1".into(),
        list_url: "/manage/posts".into(),
        format: "html",
        editor_words: "{}".into(),
        token: "token".into(),
        state: "scheduled",
        state_text: "Scheduled".into(),
        state_sentence: "It will show on Sunday.".into(),
        public_url: Some("/blog/river".into()),
        whereabouts: "/manage/whereabouts/post/1".into(),
        steps: Step::ALL.iter().map(|step| step.as_str()).collect(),
        others: Some("Maite".into()),
        unsaved: Some("You have unsaved changes from 14:05.".into()),
        meanwhile: Some("Maite saved it since.".into()),
        refusal: Some("This is not yours to change.".into()),
        conflict: None,
        topics: vec![TopicChoice {
            slug: "housing".into(),
            name: "Housing".into(),
            ticked: true,
        }],
        pictures: vec![PictureChoice {
            id: "typed".into(),
            name: "The river".into(),
            thumb: "/media/1/ab-320.webp".into(),
        }],
        parents: Vec::new(),
        reaches: vec![("umbrella".into(), "Everywhere".into())],
        address_before: "boston.example/blog/".into(),
        zone: "America/New York".into(),
        sticky: true,
        comments_open: true,
        has_password: true,
        has_link: true,
        revision_count: 2,
        longest_title: LONGEST_TITLE,
        longest_summary: LONGEST_SUMMARY,
        longest_address: LONGEST_ADDRESS,
    };
    let bare = EditView {
        kind: "page",
        format: "markdown",
        state: "draft",
        public_url: None,
        steps: vec!["submit", "save"],
        others: None,
        unsaved: None,
        meanwhile: None,
        refusal: None,
        topics: Vec::new(),
        pictures: Vec::new(),
        parents: vec![("2".into(), "About".into())],
        reaches: Vec::new(),
        sticky: false,
        comments_open: false,
        has_password: false,
        has_link: false,
        revision_count: 0,
        ..full.clone()
    };
    let torn = EditView {
        conflict: Some(conflict::sample()),
        ..full.clone()
    };
    let closed = EditView {
        steps: Vec::new(),
        ..full.clone()
    };
    [full, bare, torn, closed]
        .iter()
        .map(|view| workplace::sample("writing/edit.html", view))
        .collect()
}
