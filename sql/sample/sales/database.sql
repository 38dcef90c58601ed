-- SPDX-License-Identifier: GPL-3.0-or-later
CREATE DATABASE sales_db TEMPLATE template1
