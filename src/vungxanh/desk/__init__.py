"""The back office: screens for officers, inside Wagtail. Screens only: every rule and every right lives in its room."""
