//! `umbel post`

use clap::{Args, Subcommand};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use umbel_core::config::Settings;
use umbel_core::content::{Post, PostKind, Reach, Status, Taxonomy, Term};
use umbel_core::markdown::{summary, to_html};
use umbel_core::slug::{free_slug, slugify};
use umbel_core::{Error, Id, Instant, Result, SiteScope, SiteWrite, Store};

use super::{open, site_at};

/// Write, publish and list posts.
#[derive(Subcommand)]
pub enum PostCommand {
    /// Create a post from a Markdown file with front matter (TOML between +++ lines): title, slug, topics, tags,
    /// summary, status, reach, date.
    Create(Create),
    /// Publish a post.
    Publish(Which),
    /// Take a post back.
    Unpublish(Which),
    /// Throw a post away; its address says that it is gone.
    Trash(Which),
    /// List the posts and pages of a site.
    List {
        /// The site.
        #[arg(long, value_name = "HOST")]
        site: String,
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
}

/// Create a post.
#[derive(Args)]
pub struct Create {
    /// The Markdown file.
    file: PathBuf,
    /// The site.
    #[arg(long, value_name = "HOST")]
    site: String,
    /// Publish it at once.
    #[arg(long)]
    publish: bool,
}

/// A post of a site.
#[derive(Args)]
pub struct Which {
    /// Its slug, or its id.
    post: String,
    /// The site.
    #[arg(long, value_name = "HOST")]
    site: String,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct FrontMatter {
    title: Option<String>,
    slug: Option<String>,
    #[serde(default)]
    topics: Vec<String>,
    #[serde(default)]
    tags: Vec<String>,
    summary: Option<String>,
    status: Option<String>,
    reach: Option<String>,
    date: Option<toml::value::Datetime>,
    /// What only packed sites say.
    #[serde(rename = "more")]
    _more: Option<toml::Table>,
}

/// The longest text that is read, in bytes.
const LONGEST_TEXT: usize = 1024 * 1024;

impl PostCommand {
    pub(crate) fn run(self, settings: &Settings) -> Result<()> {
        let store = open(settings)?;
        match self {
            Self::Create(create) => create.run(&store),
            Self::Publish(which) => which.change(&store, "published", aggregator::publication::publish),
            Self::Unpublish(which) => which.change(&store, "a draft again", aggregator::publication::unpublish),
            Self::Trash(which) => which.change(&store, "thrown away", |site, post, now| {
                let before = Post::find(&mut site.read(), post)?.ok_or(Error::NotFound("the post"))?;
                aggregator::publication::bin(site, None, post, now)?;
                Ok(before)
            }),
            Self::List { site, json } => list(&store, &site, json),
        }
    }
}

impl Create {
    fn run(self, store: &Store) -> Result<()> {
        let text = std::fs::read_to_string(&self.file).map_err(|error| Error::file(&self.file, error))?;
        if text.len() > LONGEST_TEXT {
            return Err(Error::Invalid(format!("{} is longer than 1 MiB", self.file.display())));
        }
        let (front, body) = split(&text)?;
        let site = site_at(store, &self.site)?;
        let post = store.write(|write| {
            let now = write.now;
            let site = &mut SiteWrite::new(site.id, write);
            let post = insert(site, &front, body, now)?;
            if self.publish {
                aggregator::publication::publish(site, post.id, now)
            } else {
                Ok(post)
            }
        })?;
        println!("{} {} ({})", post.status, post.url(), post.id);
        Ok(())
    }
}

/// Front matter and body of a file.
fn split(text: &str) -> Result<(FrontMatter, &str)> {
    let text = text.trim_start_matches('\u{feff}');
    let Some(rest) = text.strip_prefix("+++\n").or_else(|| text.strip_prefix("+++\r\n")) else {
        return Ok((FrontMatter::default(), text));
    };
    let (front, body) = rest
        .split_once("\n+++")
        .ok_or_else(|| Error::Invalid("the front matter begins with +++ but does not end with it".into()))?;
    let front =
        toml::from_str(front).map_err(|error| Error::Invalid(format!("the front matter: {}", error.message())))?;
    Ok((front, body.trim_start_matches(['\r', '\n'])))
}

fn insert(site: &mut SiteWrite<'_, '_>, front: &FrontMatter, body: &str, now: Instant) -> Result<Post> {
    let title = front.title.clone().unwrap_or_default();
    if title.chars().count() > 300 {
        return Err(Error::Invalid("a title has at most 300 characters".into()));
    }
    let wanted = slugify(front.slug.as_deref().unwrap_or(&title));
    let wanted = if wanted.is_empty() {
        format!("post-{}", Id::new(now))
    } else {
        wanted
    };
    let path = free_slug(&wanted, |slug| {
        Post::path_is_taken(&mut site.read(), PostKind::Post, slug)
    })?;
    let html = to_html(body);
    let status = front.status.as_deref().map_or(Ok(Status::Draft), str::parse)?;
    let published_at = front.date.as_ref().map(moment).transpose()?;
    let post = Post {
        path,
        title,
        source: body.to_owned(),
        summary: front.summary.clone().unwrap_or_else(|| summary(&html, 280)),
        html,
        status: if status == Status::Published {
            Status::Draft
        } else {
            status
        },
        reach: front.reach.as_deref().map_or(Ok(Reach::Umbrella), str::parse)?,
        published_at,
        ..Post::draft(site.site, PostKind::Post, now)
    };
    Post::insert(site, &post)?;
    let mut terms = Vec::new();
    for (taxonomy, names) in [(Taxonomy::Topic, &front.topics), (Taxonomy::Tag, &front.tags)] {
        for name in names {
            let slug = slugify(name);
            if slug.is_empty() {
                return Err(Error::Invalid(format!("“{name}” cannot be a {taxonomy}")));
            }
            terms.push(Term::find_or_insert(site, taxonomy, &slug, name)?.id);
        }
    }
    Term::assign(site, post.id, &terms)?;
    match status {
        Status::Published | Status::Scheduled => aggregator::publication::publish(site, post.id, now),
        _ => Ok(post),
    }
}

/// A date with an offset, as in 2026-11-29T18:30:00-05:00; without one it is UTC.
fn moment(date: &toml::value::Datetime) -> Result<Instant> {
    let text = date.to_string();
    let text = if date.time.is_none() {
        format!("{text}T00:00:00")
    } else {
        text
    };
    let text = if date.offset.is_none() {
        format!("{text}Z")
    } else {
        text
    };
    chrono::DateTime::parse_from_rfc3339(&text)
        .map(|moment| moment.to_utc().into())
        .map_err(|_| Error::Invalid(format!("“{date}” is not a date like 2026-11-29T18:30:00Z")))
}

impl Which {
    fn change(
        self,
        store: &Store,
        done: &str,
        change: impl FnOnce(&mut SiteWrite<'_, '_>, Id, Instant) -> Result<Post>,
    ) -> Result<()> {
        let site = site_at(store, &self.site)?;
        let post = store.write(|write| {
            let now = write.now;
            let site = &mut SiteWrite::new(site.id, write);
            let found = match Post::at_path(&mut site.read(), PostKind::Post, &self.post)? {
                Some(post) => Some(post),
                None => match self.post.parse() {
                    Ok(id) => Post::find(&mut site.read(), Id(id))?,
                    Err(_) => None,
                },
            };
            let post =
                found.ok_or_else(|| Error::Invalid(format!("there is no post “{}” at {}", self.post, self.site)))?;
            change(site, post.id, now)
        })?;
        let done = if post.status == Status::Scheduled {
            "scheduled"
        } else {
            done
        };
        println!("{} is {done}", post.url());
        Ok(())
    }
}

/// What `umbel post list --json` tells of a post or page.
#[derive(Serialize)]
struct Listed {
    id: Id,
    kind: PostKind,
    status: Status,
    url: String,
    title: String,
    published_at: Option<String>,
}

fn list(store: &Store, host: &str, json: bool) -> Result<()> {
    let site = site_at(store, host)?;
    let posts = store.read(|connection| Post::all(&mut SiteScope::new(site.id, connection)))?;
    let listed: Vec<Listed> = posts
        .into_iter()
        .map(|post| Listed {
            url: post.url(),
            id: post.id,
            kind: post.kind,
            status: post.status,
            title: post.title,
            published_at: post.published_at.map(Instant::rfc3339),
        })
        .collect();
    if json {
        let text = serde_json::to_string_pretty(&listed).map_err(|error| Error::Invalid(error.to_string()))?;
        println!("{text}");
        return Ok(());
    }
    for post in listed {
        println!(
            "{:<10} {:<5} {:<21} {:<40} {}",
            post.status,
            post.kind,
            post.published_at.unwrap_or_default(),
            post.url,
            post.title
        );
    }
    Ok(())
}
