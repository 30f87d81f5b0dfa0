"""The check digit that ends Swedish personal, coordination and organisation numbers (ISO/IEC 7812-1, annex B)."""


def has_check_digit(digits: str) -> bool:
    """Say whether the last of these digits is the check digit of those before it. Anything but digits has none."""
    if not (digits.isascii() and digits.isdecimal()):
        return False
    doubled = (int(digit) * (2 - position % 2) for position, digit in enumerate(reversed(digits), start=1))
    return sum(sum(divmod(value, 10)) for value in doubled) % 10 == 0
