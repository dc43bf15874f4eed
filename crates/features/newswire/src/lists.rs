//! The news as pages: a front page's part and the whole list with its filters.

use aggregator::newswire::{self, Filter, ItemKind};
use aggregator::shown::{FRONT_NEWS, NEWS_PAGE};
use umbel_core::content::{Cursor, Taxonomy, Term};
use umbel_core::tree::SiteKind;
use umbel_web_kit::path::query_value;
use umbel_web_kit::stones::{Link, Pager};
use umbel_web_kit::{Answer, PageHead, Problem, Visit};

use crate::items::rows;
use crate::views::{FilterView, IndexView, OptionView, SectionView};

/// Networks a list can be narrowed to by a click.
const MOST_NETWORKS: usize = 40;

/// The part of the front pages of networks and the umbrella: two queries, whatever the number of sites.
pub(crate) fn section(visit: &mut Visit<'_>) -> Result<Option<String>, Problem> {
    if visit.current.here.site.kind == SiteKind::Site {
        return Ok(None);
    }
    let here = visit.current.id();
    let common = visit.current.top().site.locale.clone();
    // Short messages from elsewhere come often and would push out what the groups wrote; `/news` has them all.
    let filter = Filter {
        own_words: true,
        ..Filter::default()
    };
    let page = newswire::list(visit.connection, here, &common, &filter, None, FRONT_NEWS)?;
    let (networks, _) = match visit.current.here.site.kind {
        SiteKind::Umbrella => visit.world.tree.children(here, 0, MOST_NETWORKS),
        _ => (Vec::new(), 0),
    };
    let view = SectionView {
        items: rows(visit, page.rows),
        more: Link::new(visit.words().say("news-more"), "/news"),
        networks: networks
            .iter()
            .map(|network| Link::new(network.site.name.clone(), visit.world.origin.of(&network.host)))
            .collect(),
    };
    visit.fragment("newswire/section.html", &view).map(Some)
}

/// What an address narrows the list to.
pub(crate) struct Asked {
    pub(crate) filter: Filter,
    kind: Option<String>,
    topic: Option<String>,
    network: Option<String>,
    lang: Option<String>,
}

impl Asked {
    /// Reads the query; a value that does not exist answers like a missing page.
    pub(crate) fn read(visit: &Visit<'_>) -> Result<Self, Problem> {
        let text = |name: &str| visit.asked(name).map(str::to_owned);
        let (kind, topic, network, lang) = (text("kind"), text("topic"), text("network"), text("lang"));
        let known_kind = match &kind {
            Some(word) => Some(ItemKind::parse(word).ok_or(Problem::NotFound)?),
            None => None,
        };
        let known_network = match &network {
            Some(label) => Some(network_called(visit, label).ok_or(Problem::NotFound)?),
            None => None,
        };
        Ok(Self {
            filter: Filter {
                kind: known_kind,
                topic: topic.clone(),
                locale: lang.clone(),
                network: known_network,
                own_words: false,
            },
            kind,
            topic,
            network,
            lang,
        })
    }

    /// The query of this list with one part changed.
    pub(crate) fn query(&self, changed: &str, value: Option<&str>) -> String {
        let parts = [
            ("kind", &self.kind),
            ("topic", &self.topic),
            ("network", &self.network),
            ("lang", &self.lang),
        ];
        let mut query = String::new();
        for (name, own) in parts {
            let value = if name == changed { value } else { own.as_deref() };
            if let Some(value) = value {
                query.push(if query.is_empty() { '?' } else { '&' });
                query.push_str(&format!("{name}={}", query_value(value)));
            }
        }
        query
    }
}

/// The network beneath the umbrella whose host begins with this label.
fn network_called(visit: &Visit<'_>, label: &str) -> Option<umbel_core::SiteId> {
    if visit.current.here.site.kind != SiteKind::Umbrella {
        return None;
    }
    let (networks, _) = visit.world.tree.children(visit.current.id(), 0, usize::MAX);
    networks
        .iter()
        .find(|network| label_of(&network.host) == label)
        .map(|network| network.site.id)
}

fn label_of(host: &str) -> &str {
    host.split('.').next().unwrap_or(host)
}

/// `GET /news`
pub(crate) fn news(visit: &mut Visit<'_>) -> Result<Answer, Problem> {
    let asked = Asked::read(visit)?;
    let after = match visit.asked("after") {
        Some(text) => Some(Cursor::parse(text).ok_or(Problem::NotFound)?),
        None => None,
    };
    let here = visit.current.id();
    let common = visit.current.top().site.locale.clone();
    let page = newswire::list(visit.connection, here, &common, &asked.filter, after, NEWS_PAGE)?;
    let own_query = asked.query("", None);
    let with_after = |cursor: Cursor| {
        let separator = if own_query.is_empty() { '?' } else { '&' };
        format!("/news{own_query}{separator}after={}", cursor.text())
    };
    let filters = filters(visit, &asked)?;
    let words = visit.words();
    let heading = words.say("news-index-heading");
    let view = IndexView {
        heading: heading.clone(),
        pager: Pager {
            newer: after.is_some().then(|| format!("/news{own_query}")),
            older: page.next.map(with_after),
        },
        rows: rows(visit, page.rows),
        filters,
        feed_url: format!("/news/feed{own_query}"),
    };
    let head = PageHead {
        noindex: after.is_some(),
        ..PageHead::new(heading, format!("/news{own_query}"))
    };
    visit.page("newswire/index.html", head, &view)
}

fn filters(visit: &mut Visit<'_>, asked: &Asked) -> Result<Vec<FilterView>, Problem> {
    let topics = Term::all(&mut visit.scope(), Taxonomy::Topic)?;
    let words = visit.words();
    let build = |label: &str, name: &str, current: Option<&str>, choices: Vec<(String, String)>| {
        let option = |text: String, value: Option<&str>| OptionView {
            url: format!("/news{}", asked.query(name, value)),
            current: current == value,
            text,
        };
        FilterView {
            label: words.say(label),
            options: std::iter::once(option(words.say("filter-all"), None))
                .chain(choices.iter().map(|(value, text)| option(text.clone(), Some(value))))
                .collect(),
        }
    };
    let kinds = [
        ("post", "kind-posts"),
        ("event", "kind-events"),
        ("entry", "kind-entry"),
    ]
    .into_iter()
    .map(|(value, key)| (value.to_owned(), words.say(key)))
    .collect();
    let mut filters = vec![build("filter-kind", "kind", asked.kind.as_deref(), kinds)];
    if visit.current.here.site.kind == SiteKind::Umbrella {
        let (networks, _) = visit.world.tree.children(visit.current.id(), 0, MOST_NETWORKS);
        let choices: Vec<_> = networks
            .iter()
            .map(|network| (label_of(&network.host).to_owned(), network.site.name.clone()))
            .collect();
        if !choices.is_empty() {
            filters.push(build("filter-network", "network", asked.network.as_deref(), choices));
        }
    }
    let languages = visit
        .world
        .themes
        .languages()
        .all()
        .map(|language| (language.to_owned(), words.say(&format!("language-name-{language}"))))
        .collect();
    filters.push(build("filter-language", "lang", asked.lang.as_deref(), languages));
    if !topics.is_empty() {
        let choices = topics.into_iter().map(|topic| (topic.slug, topic.name)).collect();
        filters.push(build("filter-topic", "topic", asked.topic.as_deref(), choices));
    }
    Ok(filters)
}
