"""What goes wrong before the first mail, by its name; and the words of the other side."""

import smtplib
import socket
import ssl
from collections.abc import Callable
from typing import TypeVar

from messaging.senders import answers
from messaging.senders.answers import Phase
from messaging.senders.base import AccountFailure, Trouble

# OpenSSL's numbers of what is wrong with a certificate (x509_vfy.h).
CERTIFICATES = {
    10: Trouble.TLS_EXPIRED,
    18: Trouble.TLS_SELF_SIGNED,
    19: Trouble.TLS_SELF_SIGNED,
    20: Trouble.TLS_SELF_SIGNED,
    21: Trouble.TLS_SELF_SIGNED,
    62: Trouble.TLS_OTHER_NAME,
    64: Trouble.TLS_OTHER_NAME,
}

T = TypeVar("T")


def explained(step: Callable[[], T], phase: Phase = Phase.GREETING) -> T:
    """Run a step of opening; whatever goes wrong becomes an AccountFailure with its name.

    phase: what the server answers to in this step.
    """
    try:
        return step()
    except smtplib.SMTPAuthenticationError as error:
        raise opening_failure(Phase.LOGIN, error.smtp_code, error.smtp_error) from error
    except smtplib.SMTPNotSupportedError as error:
        raise AccountFailure(Trouble.LOGIN_NOT_OFFERED, str(error)) from error
    except ssl.SSLCertVerificationError as error:
        trouble = CERTIFICATES.get(error.verify_code, Trouble.TLS_CERTIFICATE)
        raise AccountFailure(trouble, error.verify_message) from error
    except ssl.SSLError as error:
        raise AccountFailure(Trouble.TLS_MISMATCH, error.reason or "") from error
    except socket.gaierror as error:
        raise AccountFailure(Trouble.UNKNOWN_HOST, error.strerror or "") from error
    except TimeoutError as error:
        raise AccountFailure(Trouble.TIMED_OUT) from error
    except smtplib.SMTPResponseException as error:
        raise opening_failure(phase, error.smtp_code, error.smtp_error) from error
    except smtplib.SMTPServerDisconnected as error:
        raise AccountFailure(Trouble.BUSY, str(error)) from error
    except (smtplib.SMTPException, ValueError, UnicodeError) as error:
        raise AccountFailure(Trouble.NO_SMTP, words(error)) from error
    except OSError as error:
        raise AccountFailure(Trouble.UNREACHABLE, words(error)) from error


def opening_failure(phase: Phase, code: int, text: bytes | str) -> AccountFailure:
    """Return the failure that an answer before the first mail means; -1 is no answer of SMTP."""
    answer = said(text)
    trouble = answers.read(phase, code, answer).trouble or Trouble.NO_SMTP
    return AccountFailure(trouble, f"{code} {answer}" if code > 0 else answer)


def said(answer: bytes | str) -> str:
    """Return an answer on one line, at most 500 characters."""
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return " ".join(text.split())[:500]


def words(error: Exception) -> str:
    """Return what the system or the other side says of an error."""
    return str(getattr(error, "strerror", None) or error)
