"""The same form many times at the same moment: one is taken, none breaks."""

from collections import Counter

from tests.support.browser_without_screen import ISSUER, Browser
from tests.support.signing_in import MARIA, PASSWORD, House
from tests.support.together import together

AT_ONCE = 20


def send_at_once(house: House, browser: Browser, **form: str) -> Counter[int]:
    """Send the form of the browser's page from as many copies of the browser at once; count the statuses."""
    cookies = {name: browser.cookie(name) for name in ("idp_browser", "idp_session", "idp_realm")}
    header = "; ".join(f"{name}={value}" for name, value in cookies.items() if value)
    token, path = browser.csrf, browser.path

    def send(_number: int) -> int:
        response = house.app.test_client(use_cookies=False).post(
            path,
            data={"csrf": token, **form},
            base_url=ISSUER,
            headers={"Cookie": header},
            environ_overrides={"REMOTE_ADDR": browser.address},
        )
        return response.status_code

    return Counter(together(send, AT_ONCE))


def test_one_app_code_sent_twenty_times_at_once_proves_one_factor(house: House) -> None:
    browser = house.at_factor(MARIA, "app")
    statuses = send_at_once(house, browser, code=house.app_code(MARIA))
    assert statuses.keys() <= {303, 403, 422, 429}
    assert house.tags().count("factor.ok") == 1
    assert house.tags().count("session.stepped_up") == 1


def test_twenty_wrong_passwords_at_once_are_judged_ten_times(house: House) -> None:
    statuses = send_at_once(house, house.at_password(), username="margra001", password="wrong")
    assert statuses == {422: 10, 429: 10}
    assert house.tags().count("password.wrong") == 10


def test_twenty_right_passwords_at_once_let_in_or_wait(house: House) -> None:
    statuses = send_at_once(house, house.at_password(), username="margra001", password=PASSWORD)
    assert statuses[303] >= 10
    assert statuses.keys() <= {303, 429}
