//! The document around every page: head, header, main, footer.

use domain::text::Lang;
use leptos::prelude::*;
use leptos_meta::MetaTags;

use crate::components::icon::{Icon, SPRITE, icon};
use crate::here::{Appearance, Here, Site};
use crate::routes::App;
use crate::text::Named;

/// The document of a page. Its title and description come from the page through [`crate::components::head`].
pub fn shell() -> impl IntoView {
    let site = Site::current();
    let head = view! {
        <HydrationScripts options=site.options.clone() islands=true />
        <MetaTags />
    };
    document(&site, &Here::current(), head, App())
}

/// The document around `main`, with `head` at the end of its head. It needs no context, so that
/// error pages can be made where no page is routed.
pub fn document<H: IntoView, M: IntoView>(site: &Site, here: &Here, head: H, main: M) -> impl IntoView + use<H, M> {
    let words = here.words();
    let path = here.path_and_query();
    let address = |lang: Lang| format!("{}{}", site.origin, lang.href(&path));
    let canonical = format!("{}{}", site.origin, here.href(&here.path));
    view! {
        <!DOCTYPE html>
        <html lang=here.lang.tag() data-theme=here.appearance.attribute()>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <link rel="stylesheet" href=site.css() />
                <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
                <link rel="icon" href="/favicon.ico" sizes="32x32" />
                <link rel="canonical" href=canonical />
                <link rel="alternate" hreflang="zh-CN" href=address(Lang::Zh) />
                <link rel="alternate" hreflang="en" href=address(Lang::En) />
                <meta name="theme-color" content="#005f6b" />
                {head}
            </head>
            <body>
                {SPRITE.view()}
                <a class="skip" href="#main">
                    {words.frame.skip}
                </a>
                {header(site, here)}
                <main id="main" tabindex="-1">
                    {main}
                </main>
                {footer(site, here)}
            </body>
        </html>
    }
}

/// The links of the main navigation.
fn links(here: &Here) -> [(&'static str, &'static str); 3] {
    let frame = &here.words().frame;
    [
        ("/datasets", frame.datasets),
        ("/open-list", frame.open_list),
        ("/bodies", frame.bodies),
    ]
}

fn navigation(here: &Here) -> AnyView {
    let items = links(here).map(|(path, name)| {
        let current = if here.path == path {
            Some("page")
        } else if here.path.strip_prefix(path).is_some_and(|rest| rest.starts_with('/')) {
            Some("true")
        } else {
            None
        };
        view! {
            <li>
                <a href=here.href(path) aria-current=current>
                    {name}
                </a>
            </li>
        }
    });
    view! {
        <nav class="site-nav" aria-label=here.words().frame.main_nav>
            <ul class="links">{items.to_vec()}</ul>
        </nav>
    }
    .into_any()
}

/// Who is signed in, for whom they act, and the way out; or the way in.
fn account(site: &Site, here: &Here) -> AnyView {
    let frame = &here.words().frame;
    let Some(signed_in) = &here.signed_in else {
        return view! {
            <a class="tool" href=here.sign_in()>
                {frame.sign_in}
            </a>
        }
        .into_any();
    };
    let place = signed_in.person.place.as_ref().map(|_| {
        let name = here.place_name.as_deref().filter(|name| !name.is_empty());
        let said = (frame.acting_for)(name.unwrap_or(site.name.get(here.lang)));
        view! { <span class="for">{said}</span> }
    });
    let current = (here.path == "/account").then_some("page");
    view! {
        <a class="tool who" href=here.href("/account") aria-current=current>
            <span>
                <span class="unseen">{frame.account} " "</span>
                <b>{signed_in.account.name.clone()}</b>
                {place}
            </span>
        </a>
        <form method="post" action=here.href("/logout")>
            <button class="tool" type="submit">
                {frame.sign_out}
            </button>
        </form>
    }
    .into_any()
}

fn header(site: &Site, here: &Here) -> AnyView {
    let frame = &here.words().frame;
    let other = here.lang.other();
    view! {
        <header class="site-head">
            <div class="wrap">
                <a class="brand" href=here.href("/")>
                    {icon(Icon::Mark)}
                    <span>
                        <b>{frame.brand}</b>
                        <span class="city">{site.name.get(here.lang).to_owned()}</span>
                    </span>
                </a>
                {navigation(here)}
                <div class="tools">
                    {(here.path != "/" && here.path != "/datasets")
                        .then(|| {
                            view! {
                                <a class="tool narrow-icon" href=here.href("/datasets")>
                                    {icon(Icon::Search)}
                                    <span>{frame.search}</span>
                                </a>
                            }
                        })}
                    <a
                        class="tool"
                        href=other.href(&here.path_and_query())
                        hreflang=other.tag()
                        lang=other.tag()
                        rel="alternate"
                    >
                        {frame.other_language}
                    </a>
                    <form method="post" action="/preferences">
                        <input type="hidden" name="back" value=here.href(&here.path_and_query()) />
                        <button class="tool narrow-icon to-dark" name="theme" value="dark">
                            {icon(Icon::Theme)}
                            <span>{frame.to_dark}</span>
                        </button>
                        <button class="tool narrow-icon to-light" name="theme" value="light">
                            {icon(Icon::Theme)}
                            <span>{frame.to_light}</span>
                        </button>
                    </form>
                    <div class="account-tools">{account(site, here)}</div>
                    <details class="menu">
                        <summary class="tool">{icon(Icon::Menu)} <span>{frame.menu}</span></summary>
                        <div class="menu-list">
                            {navigation(here)} <div class="account-menu">{account(site, here)}</div>
                        </div>
                    </details>
                </div>
            </div>
        </header>
    }
    .into_any()
}

fn footer(site: &Site, here: &Here) -> AnyView {
    let frame = &here.words().frame;
    let found = links(here)
        .map(|(path, name)| view! { <li><a href=here.href(path)>{name}</a></li> })
        .to_vec();
    let by_type = domain::entry::OpenType::ALL
        .iter()
        .map(|open| {
            let href = here.href(&format!("/datasets?open={open}"));
            view! { <li><a href=href>{open.name(here.lang)}</a></li> }
        })
        .collect::<Vec<_>>();
    let choice = |value: &'static str, name: &'static str, appearance: Appearance| {
        let pressed = if here.appearance == appearance { "true" } else { "false" };
        view! {
            <button name="theme" value=value aria-pressed=pressed>
                {name}
            </button>
        }
    };
    view! {
        <footer class="site-foot">
            <div class="wrap">
                <div class="groups">
                    <div>
                        <h2>{frame.find_data}</h2>
                        <ul class="links">{found}</ul>
                    </div>
                    <div>
                        <h2>{frame.by_open_type}</h2>
                        <ul class="links">{by_type}</ul>
                    </div>
                    <div>
                        <h2>{frame.for_programs}</h2>
                        <ul class="links">
                            <li>
                                <a href="/api/v1/openapi.json">{frame.api}</a>
                            </li>
                        </ul>
                    </div>
                    <div>
                        <h2>{frame.about}</h2>
                        <ul class="links">
                            <li>
                                <a href=here.href("/rules")>{frame.rules}</a>
                            </li>
                            <li>
                                <a href=here.href("/transparency")>{here.words().ledger.title}</a>
                            </li>
                        </ul>
                    </div>
                </div>
                <div class="small">
                    <span>{(frame.operated_by)(site.operator.get(here.lang))}</span>
                    {site.demo.then(|| view! { <strong>{frame.demo}</strong> })}
                    <form class="appearance" method="post" action="/preferences">
                        <input type="hidden" name="back" value=here.href(&here.path_and_query()) />
                        <span>{frame.appearance}</span>
                        {choice("system", frame.by_system, Appearance::System)}
                        {choice("light", frame.to_light, Appearance::Light)}
                        {choice("dark", frame.to_dark, Appearance::Dark)}
                    </form>
                </div>
            </div>
        </footer>
    }
    .into_any()
}
