"""The project package. It loads nothing: the supervisor of the edition lives without Django."""
