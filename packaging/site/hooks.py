"""Hooks of the site's build (mkdocs.yml): links that leave docs/ lead to the repository, and the playground has a tab where it
is built (scripts/site puts it below the site)."""

import os
import re

from mkdocs.structure.nav import Link

LINK = re.compile(r"\]\((\.\./[^)\s]*)\)")


def on_page_markdown(markdown, page, config, files):
    folder = os.path.dirname(page.file.src_path)

    def to_repository(match):
        path, _, anchor = match[1].partition("#")
        target = os.path.normpath(os.path.join("docs", folder, path))
        root = os.path.join(os.path.dirname(config.config_file_path), "../..")
        if not os.path.exists(os.path.join(root, target)):
            raise SystemExit(f"{page.file.src_path}: {target} does not exist")
        kind = "tree" if os.path.isdir(os.path.join(root, target)) else "blob"
        return f"]({config.repo_url}/{kind}/main/{target}{'#' + anchor if anchor else ''})"

    return LINK.sub(to_repository, markdown)


def on_nav(nav, config, files):
    root = os.path.join(os.path.dirname(config.config_file_path), "../..")
    if os.path.isdir(os.path.join(root, "wasm/playground/dist")):
        nav.items.append(Link("Playground", "playground/"))
    return nav
