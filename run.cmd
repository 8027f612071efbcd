@echo off
rem ./run for Windows: "run thanks sample_data\interview.yaml" is drafter, "run test" tests.
rem The first use makes .venv beside this file; changed packages install again.
setlocal
set "here=%~dp0"
set "venv=%here%.venv"
set "python=%venv%\Scripts\python.exe"
set "extra="
if /i "%~1"=="test" set "extra=-dev"
set "lock=%here%requirements%extra%.lock"
set "mark=%venv%\.installed%extra%"

if not exist "%python%" (
    py -3 -c "import sys; sys.exit(sys.version_info < (3, 11))" 2>nul || (
        echo run: drafter needs Python 3.11 or newer ^(install it from python.org^) >&2
        exit /b 1
    )
    echo run: setting up in %venv% ^(once^) >&2
    py -3 -m venv "%venv%" || exit /b 1
)
fc /b "%lock%" "%mark%" >nul 2>&1 || (
    "%python%" -m pip install --quiet --disable-pip-version-check --require-hashes --requirement "%lock%" >&2 || exit /b 1
    "%python%" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable "%here%." >&2 || exit /b 1
    copy /y "%lock%" "%mark%" >nul
)
if /i "%~1"=="test" (
    cd /d "%here%"
    "%python%" -m pytest -n 4 tests\test_thanks.py tests\test_schema.py tests\test_typed.py tests\test_api.py
    exit /b
)
"%venv%\Scripts\drafter.exe" %*
