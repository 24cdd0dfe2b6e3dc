from django.test import Client


def test_no_page_may_use_the_senses_of_the_device(client: Client, db: None) -> None:
    answer = client.get("/login/")

    assert "camera=()" in answer.headers["Permissions-Policy"]
