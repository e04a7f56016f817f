"""What a demonstration shows a newcomer."""

from vungxanh.channels.accounts import accounts_from
from vungxanh.exercise.serving import operators


def test_two_operators_share_and_each_says_how_fast_it_carries_and_what_a_part_costs() -> None:
    settings = {**operators(2775, 2776), "VUNGXANH_SIMULATORS": "2775,2776"}
    found = {account.name: account for account in accounts_from(settings, exercise=True)}
    assert set(found) == {"simulated operator", "simulated operator 2"}
    assert all(account.tps and account.price and account.weight for account in found.values())
