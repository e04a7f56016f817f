"""Sentences of Wagtail's own screens that an officer meets and Wagtail does not say in Vietnamese, or says wrongly.

Named here so that they have their Vietnamese in our catalogue, which is asked before Wagtail's.
"""

from django.utils.translation import gettext_noop

LOGIN = (
    gettext_noop("Sign in"),
    gettext_noop("Signing in…"),
    gettext_noop("Enter password"),
    gettext_noop("Enter your %(username_field_name)s"),
    gettext_noop("Remember me"),
    gettext_noop("Forgotten password?"),
    gettext_noop("Your %(username_field)s and password didn't match. Please try again."),
    gettext_noop("Skip to main content"),
    gettext_noop("Log out"),
)
ACCOUNT = (
    gettext_noop("Account"),
    gettext_noop("Profile"),
    gettext_noop("More actions"),
    gettext_noop("Name and Email"),
    gettext_noop("Profile picture"),
    gettext_noop("Upload a profile picture:"),
    gettext_noop("Use server language: %(language_name)s"),
    gettext_noop("Theme preferences"),
    gettext_noop("admin theme"),
    gettext_noop("contrast"),
    gettext_noop("density"),
    gettext_noop("System default"),
    gettext_noop("Light"),
    gettext_noop("Dark"),
    gettext_noop("More contrast"),
    gettext_noop("Snug"),
    gettext_noop("Keyboard shortcuts"),
    gettext_noop("Enable custom keyboard shortcuts specific to Wagtail."),
    gettext_noop("Your account settings have been changed successfully!"),
    gettext_noop("You have been successfully logged out."),
)
REFUSED = (gettext_noop("Go to the first error"),)
NOT_THERE = (
    gettext_noop("Error 404: Page not found"),
    gettext_noop("The requested page could not be found."),
    gettext_noop("Go to Wagtail admin"),
)
