-- SPDX-License-Identifier: GPL-3.0-or-later
CREATE DATABASE marketing_db TEMPLATE template1
