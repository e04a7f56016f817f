"""What Wagtail does when a message has come to the end of its workflow: nothing. Only the seal lets it be sent.

Named in the settings; Wagtail reads it while its models load, so nothing is imported here.
"""


def no_publishing(workflow_state: object, user: object = None) -> None:
    """In place of Wagtail's `publish_workflow_state`."""
