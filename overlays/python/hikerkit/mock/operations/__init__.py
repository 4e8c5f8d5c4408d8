"""Operations of the mock, read from the spec: routes, parameters, failures."""
