//! Authors. Their mail addresses are used to recognise their comments, and never kept.

use std::collections::HashMap;

use umbel_core::content::Author;
use umbel_core::slug::free_slug;
use umbel_core::{Id, Result, SiteWrite};

use super::ledger::Taken;
use super::run::Import;
use super::words::{fingerprint, first_slug, plain_line, unless_empty};
use crate::wxr::{self, Comment};
use umbel_core::paths::encoded;

const LONGEST_NAME: usize = 120;

/// The authors of the file, by the names they signed in with.
#[derive(Default)]
pub(super) struct People(HashMap<String, Person>);

/// Somebody who wrote on the exported site.
#[derive(Clone, Default)]
pub(super) struct Person {
    /// The author here; none when the author was deleted since an earlier run.
    pub(super) id: Option<Id>,
    name: String,
    email: String,
}

impl Person {
    /// Whether this person wrote a comment.
    pub(super) fn wrote(&self, comment: &Comment) -> bool {
        let email = comment.author_email.trim().to_lowercase();
        if !email.is_empty() && !self.email.is_empty() {
            return email == self.email;
        }
        !self.name.is_empty() && plain_line(&comment.author, LONGEST_NAME) == self.name
    }
}

/// Takes an author of the file's list.
pub(super) fn take(import: &mut Import<'_>, site: &mut SiteWrite<'_, '_>, author: &wxr::Author) -> Result<()> {
    if author.login.is_empty() || import.people.0.contains_key(&author.login) {
        return Ok(());
    }
    let shown = without_mail_domain(&author.display_name);
    let name = unless_empty(plain_line(shown, LONGEST_NAME))
        .unwrap_or_else(|| plain_line(without_mail_domain(&author.login), LONGEST_NAME));
    let mut person = Person {
        id: None,
        name,
        email: author.email.trim().to_lowercase(),
    };
    let key = key_of(&author.login);
    match import.ledger.recognise(&key) {
        Taken::Earlier(id) | Taken::InThisRun(id) => {
            if let Some(known) = Author::by_id(&mut site.read(), &[id])?.remove(&id) {
                person.id = Some(id);
                import
                    .addresses
                    .moved(&old_page(import, &author.login), &page_of(&known.slug));
            }
        }
        Taken::Never => {
            let known = find_or_insert(import, site, &author.login, &person.name)?;
            import.ledger.remember(site, &key, known.id)?;
            import.reporter.report.authors += 1;
            person.id = Some(known.id);
            if !author.login.contains('@') {
                let old = old_page(import, &author.login);
                import.redirect(site, &old, &page_of(&known.slug))?;
                import.addresses.moved(&old, &page_of(&known.slug));
            }
        }
    }
    import.people.0.insert(author.login.clone(), person);
    Ok(())
}

/// The author of an item. Old exports have no list of authors, so that one may be new here.
pub(super) fn author_of(import: &mut Import<'_>, site: &mut SiteWrite<'_, '_>, login: &str) -> Result<Person> {
    // Files that were edited by hand have stray marks around names.
    let login = login.trim_matches(['<', '>', '"', '\'', ' ']);
    if login.is_empty() {
        return Ok(Person::default());
    }
    if !import.people.0.contains_key(login) {
        let author = wxr::Author {
            login: login.to_owned(),
            ..wxr::Author::default()
        };
        take(import, site, &author)?;
    }
    Ok(import.people.0.get(login).cloned().unwrap_or_default())
}

fn find_or_insert(import: &mut Import<'_>, site: &mut SiteWrite<'_, '_>, login: &str, name: &str) -> Result<Author> {
    let wanted = first_slug(&[without_mail_domain(login), name])
        .unwrap_or_else(|| format!("author-{:08x}", fingerprint(login) & 0xffff_ffff));
    if let Some(known) = Author::with_slug(&mut site.read(), &wanted)?
        && known.name == name
    {
        return Ok(known);
    }
    let slug = free_slug(&wanted, |candidate| {
        Author::with_slug(&mut site.read(), candidate).map(|taken| taken.is_some())
    })?;
    let author = Author {
        site_id: import.site,
        id: import.ids.next(site.write.now),
        slug,
        name: name.to_owned(),
        bio: String::new(),
        account_id: None,
    };
    Author::insert(site, &author)?;
    Ok(author)
}

fn page_of(slug: &str) -> String {
    encoded(&format!("/blog/authors/{slug}"))
}

/// The address of an author's page on the exported site.
fn old_page(import: &Import<'_>, login: &str) -> String {
    let nice_name: String = login
        .to_lowercase()
        .chars()
        .map(|character| match character {
            ' ' | '.' | '/' => '-',
            other => other,
        })
        .collect();
    import.addresses.old_path(&format!("author/{nice_name}"))
}

/// What stands before the `@` of a mail address, which some people sign in with.
fn without_mail_domain(text: &str) -> &str {
    text.split('@').next().unwrap_or_default()
}

fn key_of(login: &str) -> String {
    match login.split_once('@') {
        // Two people of different domains stay two, and no mail address is kept.
        Some((name, _)) => format!("author:{name}~{:016x}", fingerprint(login)),
        None => format!("author:{login}"),
    }
}
