//! Imports go strictly down the layers, and siblings never import each other.

use serde_json::Value;
use std::collections::BTreeMap;
use std::process::Command;

/// The layer of each crate. A new crate must be given one here.
const LAYERS: [(&str, u8); 26] = [
    ("umbel-core", 0),
    ("umbel-multisite-router", 1),
    ("umbel-aggregator", 1),
    ("umbel-gazetteer", 1),
    ("umbel-media", 1),
    ("umbel-credentials", 1),
    ("umbel-web-kit", 2),
    ("umbel-wordpress-import", 2),
    ("umbel-packing", 2),
    ("umbel-blog", 3),
    ("umbel-pages", 3),
    ("umbel-calendar", 3),
    ("umbel-social-feeds", 3),
    ("umbel-newswire", 3),
    ("umbel-mail", 3),
    ("umbel-account", 3),
    ("umbel-manage", 3),
    ("umbel-start", 3),
    ("umbel-writing", 3),
    ("umbel-library", 3),
    ("umbel-appearance", 3),
    ("umbel-arrangement", 3),
    ("umbel-moderation", 3),
    ("umbel-leaving", 3),
    ("umbel-demo", 3),
    ("umbel-server", 4),
];

fn metadata() -> Value {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version", "1", "--offline"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn imports_go_down_the_layers_only() {
    let layers: BTreeMap<&str, u8> = LAYERS.into_iter().collect();
    let metadata = metadata();
    let mut wrong = Vec::new();
    for package in metadata["packages"].as_array().unwrap() {
        let name = package["name"].as_str().unwrap();
        if name == "acceptance" {
            continue;
        }
        let layer = layers.get(name).unwrap_or_else(|| panic!("{name} has no layer"));
        for dependency in package["dependencies"].as_array().unwrap() {
            let dependency = dependency["name"].as_str().unwrap();
            if let Some(below) = layers.get(dependency)
                && below >= layer
            {
                wrong.push(format!("{name} (layer {layer}) imports {dependency} (layer {below})"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_domain_knows_neither_a_server_nor_templates() {
    let metadata = metadata();
    for package in metadata["packages"].as_array().unwrap() {
        let name = package["name"].as_str().unwrap();
        if !["umbel-core", "umbel-aggregator"].contains(&name) {
            continue;
        }
        for dependency in package["dependencies"].as_array().unwrap() {
            let dependency = dependency["name"].as_str().unwrap();
            assert!(
                !dependency.starts_with("actix") && dependency != "tera",
                "{name} imports {dependency}"
            );
        }
    }
}
