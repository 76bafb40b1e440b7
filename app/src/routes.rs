//! The pages by their addresses. Chinese and English pages share them: the server takes the language off the path first.
//! Every page is sent whole (`SsrMode::Async`), so that nothing on it waits for a script.

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::{SsrMode, path};

use crate::pages::account::AccountPage;
use crate::pages::bodies::BodiesPage;
use crate::pages::body::BodyPage;
use crate::pages::dataset::DatasetPage;
use crate::pages::errors::NotFound;
use crate::pages::home::HomePage;
use crate::pages::me::{KeysPage, MePage};
use crate::pages::open_list::OpenListPage;
use crate::pages::operator::{MailPage, OperatorPage, PeoplePage};
use crate::pages::organisation::{OrganisationPage, StaffPage};
use crate::pages::register::{ConfirmPage, InvitedPage, RegisterPage};
use crate::pages::rules::RulesPage;
use crate::pages::search::SearchPage;
use crate::pages::sign_in::{ForgottenPage, NewPasswordPage, SecondFactorPage, SignInPage};
use crate::pages::theme::ThemePage;
use crate::pages::transparency::TransparencyPage;

/// All pages.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    view! {
        <Router>
            <FlatRoutes fallback=NotFound>
                <Route path=path!("/") view=HomePage ssr=SsrMode::Async />
                <Route path=path!("/datasets") view=SearchPage ssr=SsrMode::Async />
                <Route path=path!("/datasets/:slug") view=DatasetPage ssr=SsrMode::Async />
                <Route path=path!("/open-list") view=OpenListPage ssr=SsrMode::Async />
                <Route path=path!("/bodies") view=BodiesPage ssr=SsrMode::Async />
                <Route path=path!("/bodies/:slug") view=BodyPage ssr=SsrMode::Async />
                <Route path=path!("/themes/:slug") view=ThemePage ssr=SsrMode::Async />
                <Route path=path!("/transparency") view=TransparencyPage ssr=SsrMode::Async />
                <Route path=path!("/rules") view=RulesPage ssr=SsrMode::Async />
                <Route path=path!("/login") view=SignInPage ssr=SsrMode::Async />
                <Route path=path!("/login/second") view=SecondFactorPage ssr=SsrMode::Async />
                <Route path=path!("/login/forgotten") view=ForgottenPage ssr=SsrMode::Async />
                <Route path=path!("/login/new-password") view=NewPasswordPage ssr=SsrMode::Async />
                <Route path=path!("/register") view=RegisterPage ssr=SsrMode::Async />
                <Route path=path!("/register/confirm") view=ConfirmPage ssr=SsrMode::Async />
                <Route path=path!("/invited") view=InvitedPage ssr=SsrMode::Async />
                <Route path=path!("/account") view=AccountPage ssr=SsrMode::Async />
                <Route path=path!("/me") view=MePage ssr=SsrMode::Async />
                <Route path=path!("/me/keys") view=KeysPage ssr=SsrMode::Async />
                <Route path=path!("/me/organisation") view=OrganisationPage ssr=SsrMode::Async />
                <Route path=path!("/bodies/:slug/staff") view=StaffPage ssr=SsrMode::Async />
                <Route path=path!("/operator") view=OperatorPage ssr=SsrMode::Async />
                <Route path=path!("/operator/people") view=PeoplePage ssr=SsrMode::Async />
                <Route path=path!("/operator/mail") view=MailPage ssr=SsrMode::Async />
            </FlatRoutes>
        </Router>
    }
}
