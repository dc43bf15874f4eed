//! One item of an export: its fields, terms, meta values and comments.

use std::io::BufRead;

use percent_encoding::percent_decode_str;

use super::dates;
use super::error::WxrError;
use super::reader::Input;
use super::record::{Approval, Comment, Item, ItemTerm, Status};
use super::xml::Element;

/// Reads the item whose beginning has just been read.
pub(super) fn read<R: BufRead>(input: &mut Input<R>, position: u64) -> Result<Item, WxrError> {
    let mut item = Item {
        position,
        ..Item::default()
    };
    let mut dates = Dates::default();
    while let Some(element) = input.next_child()? {
        if !read_date(input, &mut dates, &element)? {
            read_field(input, &mut item, &element)?;
        }
    }
    dates.settle(&mut item);
    settle_terms(&mut item.terms);
    Ok(item)
}

/// A slug as people read it: exports percent-encode letters that are not ASCII.
pub(super) fn decoded_slug(slug: &str) -> String {
    match percent_decode_str(slug).decode_utf8() {
        Ok(decoded) if !decoded.chars().any(char::is_control) => decoded.into_owned(),
        _ => slug.to_owned(),
    }
}

fn read_field<R: BufRead>(input: &mut Input<R>, item: &mut Item, element: &Element) -> Result<(), WxrError> {
    match element.name.as_str() {
        "title" => item.title = input.read_line()?,
        "link" => item.link = input.read_line()?,
        "guid" => item.guid = input.read_line()?,
        "dc:creator" => item.creator = input.read_line()?,
        "content:encoded" => item.content = input.read_text()?,
        "excerpt:encoded" => item.excerpt = input.read_text()?,
        "wp:post_id" => item.post_id = input.read_number()?,
        "wp:post_name" => item.post_name = decoded_slug(&input.read_line()?),
        "wp:status" => item.status = Status::from_name(&input.read_line()?),
        "wp:post_type" => item.post_type = input.read_line()?,
        "wp:post_parent" => item.post_parent = input.read_number()?,
        "wp:menu_order" => item.menu_order = input.read_number()?,
        "wp:post_password" => {
            item.password = Some(input.read_text()?).filter(|password| !password.is_empty());
        }
        "wp:is_sticky" => item.sticky = input.read_line()? == "1",
        "wp:comment_status" => item.comments_open = input.read_line()? == "open",
        "wp:attachment_url" => {
            item.attachment_url = Some(input.read_line()?).filter(|url| !url.is_empty());
        }
        "category" => {
            let term = read_term(input, element)?;
            item.terms.push(term);
        }
        "wp:postmeta" => {
            let meta = read_meta(input)?;
            item.meta.extend(meta);
        }
        "wp:comment" => {
            let comment = read_comment(input)?;
            item.comments.push(comment);
        }
        _ => input.skip()?,
    }
    Ok(())
}

/// The dates of an item as written, until it is clear which ones count.
#[derive(Default)]
struct Dates {
    rss: String,
    local: String,
    utc: String,
    modified_local: String,
    modified_utc: String,
}

impl Dates {
    fn settle(&self, item: &mut Item) {
        item.published_at = dates::from_wordpress(&self.utc).or_else(|| dates::from_rss(&self.rss));
        if item.published_at.is_none() {
            item.published_at = dates::from_wordpress(&self.local);
            item.published_at_is_local = item.published_at.is_some();
        }
        item.modified_at =
            dates::from_wordpress(&self.modified_utc).or_else(|| dates::from_wordpress(&self.modified_local));
    }
}

/// Reads the element if it is a date, and says whether it was.
fn read_date<R: BufRead>(input: &mut Input<R>, dates: &mut Dates, element: &Element) -> Result<bool, WxrError> {
    let field = match element.name.as_str() {
        "pubDate" => &mut dates.rss,
        "wp:post_date" => &mut dates.local,
        "wp:post_date_gmt" => &mut dates.utc,
        "wp:post_modified" => &mut dates.modified_local,
        "wp:post_modified_gmt" => &mut dates.modified_utc,
        _ => return Ok(false),
    };
    *field = input.read_line()?;
    Ok(true)
}

fn read_term<R: BufRead>(input: &mut Input<R>, element: &Element) -> Result<ItemTerm, WxrError> {
    let taxonomy = match element.attribute("domain") {
        "" => "category",
        // Exports of version 1.0 call them so.
        "tag" => "post_tag",
        other => other,
    };
    Ok(ItemTerm {
        taxonomy: taxonomy.to_owned(),
        slug: decoded_slug(element.attribute("nicename").trim()),
        name: input.read_line()?,
    })
}

/// Version 1.0 names each term twice, once without its slug. Keeps the one that says more.
fn settle_terms(terms: &mut Vec<ItemTerm>) {
    let mut kept: Vec<ItemTerm> = Vec::with_capacity(terms.len());
    let (with_slug, without_slug): (Vec<_>, Vec<_>) = terms.drain(..).partition(|term| !term.slug.is_empty());
    let named: std::collections::HashSet<String> = with_slug.iter().map(|term| term.name.clone()).collect();
    let mut seen = std::collections::HashSet::new();
    for term in with_slug {
        if seen.insert((term.taxonomy.clone(), term.slug.clone())) {
            kept.push(term);
        }
    }
    for mut term in without_slug {
        if term.name.is_empty() || named.contains(&term.name) {
            continue;
        }
        term.slug = term
            .name
            .to_lowercase()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join("-");
        if seen.insert((term.taxonomy.clone(), term.slug.clone())) {
            kept.push(term);
        }
    }
    *terms = kept;
}

fn read_meta<R: BufRead>(input: &mut Input<R>) -> Result<Option<(String, String)>, WxrError> {
    let mut key = String::new();
    let mut value = String::new();
    while let Some(element) = input.next_child()? {
        match element.name.as_str() {
            "wp:meta_key" => key = input.read_line()?,
            "wp:meta_value" => value = input.read_text()?,
            _ => input.skip()?,
        }
    }
    Ok((!key.is_empty()).then_some((key, value)))
}

fn read_comment<R: BufRead>(input: &mut Input<R>) -> Result<Comment, WxrError> {
    let mut comment = Comment::default();
    let mut local = String::new();
    let mut utc = String::new();
    while let Some(element) = input.next_child()? {
        match element.name.as_str() {
            "wp:comment_id" => comment.id = input.read_number()?,
            "wp:comment_author" => comment.author = input.read_line()?,
            "wp:comment_author_email" => comment.author_email = input.read_line()?,
            "wp:comment_author_url" => comment.author_url = input.read_line()?,
            "wp:comment_date" => local = input.read_line()?,
            "wp:comment_date_gmt" => utc = input.read_line()?,
            "wp:comment_content" => comment.content = input.read_text()?,
            "wp:comment_approved" => {
                comment.approved = Approval::from_name(&input.read_line()?);
            }
            "wp:comment_type" => comment.kind = input.read_line()?,
            "wp:comment_parent" => comment.parent_id = input.read_number()?,
            // Among what is skipped is the writer's network address: it is not ours to keep.
            _ => input.skip()?,
        }
    }
    comment.date = dates::from_wordpress(&utc).or_else(|| dates::from_wordpress(&local));
    Ok(comment)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_decoded_unless_that_breaks_them() {
        assert_eq!(decoded_slug("%ce%b1%ce%b2"), "αβ");
        assert_eq!(decoded_slug("100%"), "100%");
        assert_eq!(decoded_slug("%ff"), "%ff");
        assert_eq!(decoded_slug("a%00b"), "a%00b");
    }

    #[test]
    fn terms_that_are_named_twice_are_kept_once() {
        let term = |slug: &str, name: &str| ItemTerm {
            taxonomy: "category".to_owned(),
            slug: slug.to_owned(),
            name: name.to_owned(),
        };
        let mut terms = vec![
            term("", "News"),
            term("news", "News"),
            term("", "Only Here"),
            term("", ""),
        ];
        settle_terms(&mut terms);
        assert_eq!(terms, [term("news", "News"), term("only-here", "Only Here")]);
    }
}
