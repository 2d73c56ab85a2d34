"""What another system calls, and the one shape of an error."""

V1 = "/acme/api/v1/"
JSON = "application/json"


def has_the_shape(response, status, code):
    error = response.json()["error"]
    assert response.status_code == status
    assert set(error) == {"code", "message", "fields"}
    assert error["code"] == code
    assert isinstance(error["message"], str)
    return error
